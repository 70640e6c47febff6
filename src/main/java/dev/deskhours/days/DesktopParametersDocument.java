package dev.deskhours.days;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import dev.deskhours.web.SortType;

/**
 * Puts the parameters of the desktops into the OpenAPI document, where the mark stands. At build time, so that no process
 * takes time for it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DesktopParametersDocument implements OASFilter {
    /** The extension of an operation that takes the parameters in its query, or of a schema that has them. */
    public static final String MARK = "x-desktop-parameters";

    private static final String SORT_TYPE = SortType.class.getSimpleName();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        schemas.put(SORT_TYPE, constants(SortType.class));
        document.getComponents().setSchemas(schemas);
    }

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.hasExtension(MARK)) {
            operation.removeExtension(MARK);
            List<Parameter> parameters = new ArrayList<>(operation.getParameters());
            Stream.of(DesktopParameter.values())
                    .map(DesktopParametersDocument::parameter)
                    .forEach(parameters::add);
            parameters.sort(Comparator.comparing(Parameter::getIn).thenComparing(Parameter::getName));
            operation.setParameters(parameters);
        }
        return operation;
    }

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.hasExtension(MARK)) {
            schema.removeExtension(MARK);
            for (DesktopParameter parameter : DesktopParameter.values()) {
                schema.addProperty(parameter.text(), schema(parameter.rule()));
            }
        }
        return schema;
    }

    private static Parameter parameter(DesktopParameter parameter) {
        return OASFactory.createParameter()
                .description(parameter.description())
                .example(parameter.example())
                .name(parameter.text())
                .schema(schema(parameter.rule()))
                .in(Parameter.In.QUERY);
    }

    private static Schema schema(DesktopParameter.Rule rule) {
        if (rule instanceof DesktopParameter.Text text) {
            return typed(Schema.SchemaType.STRING).minLength(1).maxLength(text.max());
        }
        if (rule instanceof DesktopParameter.Whole whole) {
            return typed(Schema.SchemaType.INTEGER)
                    .format("int32")
                    .minimum(BigDecimal.ZERO)
                    .maximum(BigDecimal.valueOf(whole.max()));
        }
        Class<?> type = ((DesktopParameter.Choice<?>) rule).type();
        return type == SortType.class ? OASFactory.createSchema().ref(SORT_TYPE) : constants(type);
    }

    private static Schema constants(Class<?> type) {
        return typed(Schema.SchemaType.STRING)
                .enumeration(Stream.of(type.getEnumConstants())
                        .<Object>map(Object::toString)
                        .toList());
    }

    private static Schema typed(Schema.SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}

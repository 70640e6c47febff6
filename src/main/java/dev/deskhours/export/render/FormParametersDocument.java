package dev.deskhours.export.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Puts the parameters of the form of an export into the OpenAPI document, where the mark stands; at build time. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class FormParametersDocument implements OASFilter {
    /** The extension of an operation that takes the parameters in its query, or of a schema that has them. */
    public static final String MARK = "x-form-parameters";

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.hasExtension(MARK)) {
            operation.removeExtension(MARK);
            List<Parameter> parameters = new ArrayList<>(operation.getParameters());
            Stream.of(FormParameter.values())
                    .map(FormParametersDocument::parameter)
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
            for (FormParameter parameter : FormParameter.values()) {
                schema.addProperty(parameter.text(), schema(parameter));
            }
        }
        return schema;
    }

    private static Parameter parameter(FormParameter parameter) {
        return OASFactory.createParameter()
                .description(parameter.description())
                .example(
                        parameter.isSwitch()
                                ? (Object) true
                                : parameter.type().getEnumConstants()[0].toString())
                .name(parameter.text())
                .schema(schema(parameter))
                .in(Parameter.In.QUERY);
    }

    private static Schema schema(FormParameter parameter) {
        if (parameter.isSwitch()) {
            return OASFactory.createSchema().type(List.of(Schema.SchemaType.BOOLEAN));
        }
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.STRING))
                .enumeration(Stream.of(parameter.type().getEnumConstants())
                        .<Object>map(Object::toString)
                        .toList());
    }
}

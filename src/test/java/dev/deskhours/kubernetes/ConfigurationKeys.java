package dev.deskhours.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

/** The environment variables that set something: of Deskhours by its mappings, of Quarkus by its extensions' own lists. */
public final class ConfigurationKeys {
    private static final String QUARKUS_LIST = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private ConfigurationKeys() {}

    public static Set<String> variables() {
        Set<String> variables = new HashSet<>();
        ClassFileImporter house =
                new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
        for (JavaClass type : house.importPackages("dev.deskhours")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                ConfigMappings.getProperties(ConfigClass.configClass(type.reflect()))
                        .keySet()
                        .forEach(property -> variables.add(variable(property)));
            }
        }
        addQuarkus(variables);
        return variables;
    }

    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static void addQuarkus(Set<String> variables) {
        ObjectMapper json = new ObjectMapper();
        try {
            for (URL list :
                    Collections.list(ConfigurationKeys.class.getClassLoader().getResources(QUARKUS_LIST))) {
                try (InputStream text = list.openStream()) {
                    JsonNode model = json.readTree(text);
                    model.findValues("environmentVariable").forEach(variable -> variables.add(variable.asText()));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

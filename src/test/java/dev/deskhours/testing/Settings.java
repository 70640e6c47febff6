package dev.deskhours.testing;

import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Configuration as the service reads it, from nothing but what a test gives. */
public final class Settings {
    private Settings() {}

    public static <T> T of(Class<T> type, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(type)
                // What belongs to the other mappings is not unknown.
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(type);
    }
}

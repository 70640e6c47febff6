package dev.deskhours.auth;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.keys.Keys;

/**
 * Shows in the health answer whether callers are asked who they are (docs/spec/signing.md, Ways in), and how the keys file
 * is.
 */
@Readiness
@ApplicationScoped
class AuthCheck implements AsyncHealthCheck {
    private final AuthConfig config;
    private final Keys keys;

    public AuthCheck(AuthConfig config, Keys keys) {
        this.config = config;
        this.keys = keys;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return keys.upToDate().map(looked -> response());
    }

    /** Up whatever the keys file is like: the last good set does its work. */
    private HealthCheckResponse response() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("authentication")
                .withData("mode", config.mode().name());
        if (config.mode() == AuthConfig.Mode.ON) {
            response.withData("keys_file", keys.fileStatus());
        }
        return response.up().build();
    }
}

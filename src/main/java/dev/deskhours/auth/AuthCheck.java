package dev.deskhours.auth;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the health answer whether anybody is asked who he is (signing.md, Ways in). */
@Readiness
@ApplicationScoped
public class AuthCheck implements AsyncHealthCheck {
    private final AuthConfig config;

    public AuthCheck(AuthConfig config) {
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(HealthCheckResponse.named("authentication")
                        .withData("mode", config.mode().name())
                        .up()
                        .build());
    }
}

package dev.deskhours.service;

import java.io.IOException;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Tenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables that belong to one user, served by another who owns nothing (docs/adr/0007). */
class DatabaseRolesIT {
    private SharedDatabase database;

    @BeforeEach
    void startDatabase() throws IOException, SQLException {
        database = new SharedDatabase();
        database.execute("create role desk_owner login; create role desk_member login");
        database.execute("create database desk owner desk_owner");
    }

    @AfterEach
    void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void aMemberThatOwnsNothingServesOnceAnAdministratorHasAllowedIt() throws SQLException {
        assertThat(refused())
                .contains(
                        "There is no role deskhours_service and desk_owner may not create it",
                        "an administrator has to run: create role deskhours_service; grant deskhours_service to desk_owner");

        database.execute("create role deskhours_service bypassrls");
        assertThat(refused()).contains("an administrator has to run: grant deskhours_service to desk_member");

        database.execute("grant deskhours_service to desk_member");
        assertThat(refused())
                .contains("an administrator has to run: alter role deskhours_service nosuperuser nobypassrls");

        database.execute("alter role deskhours_service nobypassrls");
        try (ServiceProcess service = launch().serve()) {
            new Tenant(service.client(), "acme", new Office(5000, 2)).goTheMainWay();
            assertThat(service.client().get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private ServiceProcess.Launch launch() {
        return database.launch()
                .with("deskhours.db.url", "postgresql://127.0.0.1:" + database.port() + "/desk")
                .with("deskhours.db.user", "desk_member")
                .with("deskhours.db.owner-user", "desk_owner")
                .with("deskhours.db.owner-password", "trusted");
    }

    /** What it says that does not start. */
    private String refused() {
        ServiceProcess.Ended ended = launch().run();
        assertThat(ended.exitCode()).isEqualTo(1);
        return ended.out() + ended.err();
    }
}

package dev.deskhours.cli.start;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.pgclient.PgException;
import org.flywaydb.core.api.FlywayException;

import dev.deskhours.db.DatabaseConfig;
import dev.deskhours.db.Schema;
import dev.deskhours.process.ProcessConfig;
import dev.deskhours.web.UnreachableDatabase;

/** Keeps a process from working with tables of another version, or as a role that sees too much or too little. */
@ApplicationScoped
class SchemaAtStart {
    // Before the scheduler, the first to use the database.
    static final int BEFORE_ANY_WORK = Interceptor.Priority.PLATFORM_BEFORE - 1;

    // The exception is the one that Quarkus shows without a stack trace.
    void see(
            @Observes @Priority(BEFORE_ANY_WORK - 1) StartupEvent starting,
            ProcessConfig process,
            DatabaseConfig database,
            Schema schema) {
        if (process.command().equals(ProcessConfig.MIGRATE)) {
            return;
        }
        int version = versionOf(schema, database);
        if (version < Schema.NEEDED && database.migrateAtStart()) {
            migrate(schema);
        } else if (version != Schema.NEEDED) {
            throw new ConfigurationException(refusal(version));
        }
        schema.requireRole();
    }

    private static void migrate(Schema schema) {
        try {
            schema.migrate();
        } catch (FlywayException failure) {
            throw new ConfigurationException(failure.getMessage().strip());
        }
    }

    private static int versionOf(Schema schema, DatabaseConfig database) {
        try {
            return schema.version().await().indefinitely();
        } catch (PgException refused) {
            throw new ConfigurationException(given(database) + "; the database refuses: " + refused.getErrorMessage());
        } catch (RuntimeException failure) {
            if (UnreachableDatabase.isCauseOf(failure)) {
                throw new ConfigurationException(
                        given(database) + "; the database cannot be reached there: " + reason(failure));
            }
            throw failure;
        }
    }

    private static String given(DatabaseConfig database) {
        return "deskhours.db.url is " + GivenSettings.shown(database.url().orElse("not set"))
                + database.user()
                        .map(user -> ", deskhours.db.user is " + user)
                        .orElse(", deskhours.db.user is not set");
    }

    private static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
    }

    private static String refusal(int version) {
        String tables = version == Schema.NONE
                ? "The database has no tables of Deskhours"
                : "The database has tables of version " + version;
        String remedy = version > Schema.NEEDED
                ? "start the Deskhours whose command 'migrate' made them, or a newer one"
                : "run the command 'migrate' first, or set deskhours.db.migrate-at-start=true";
        return tables + ", this Deskhours works with version " + Schema.NEEDED + ": " + remedy;
    }
}

package dev.deskhours.db;

import java.util.Optional;

import jakarta.enterprise.context.Dependent;

import io.quarkus.arc.Unremovable;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.flyway.runtime.FlywayContainerProducer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.output.MigrateResult;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the tables of the database to the version this program works with. It is the one thing that uses JDBC, over a
 * connection of its own, as the owner of the tables and past a pooler where {@code deskhours.db.owner-*} says so: the
 * framework's JDBC pool and Flyway stay inactive, so that no other process pays for their start.
 */
@Unremovable
@Dependent
class Migration {
    private final FlywayContainerProducer flyway;
    private final PGSimpleDataSource database = new PGSimpleDataSource();

    Migration(
            FlywayContainerProducer flyway,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "deskhours.db.owner-url") Optional<String> ownerUrl,
            @ConfigProperty(name = "deskhours.db.owner-user") Optional<String> owner,
            @ConfigProperty(name = "deskhours.db.owner-password") Optional<String> ownerPassword) {
        this.flyway = flyway;
        database.setUrl("jdbc:" + ownerUrl.orElse(url));
        owner.or(() -> user).ifPresent(database::setUser);
        ownerPassword.or(() -> password).ifPresent(database::setPassword);
    }

    /**
     * Applies what is missing; processes that do it at the same time wait for one another.
     *
     * @return how many steps there were
     * @throws org.flywaydb.core.api.FlywayException if a step fails, or if those applied are not those of this program
     */
    int apply() {
        MigrateResult result = flyway.createFlyway(database, DataSourceUtil.DEFAULT_DATASOURCE_NAME, true, false)
                .getFlyway()
                .migrate();
        return result.migrationsExecuted;
    }
}

package dev.deskhours.db;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.pgclient.PgException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the service from starting where the database would not keep tenants apart for it (docs/adr/0007). */
@ApplicationScoped
class RoleCheck {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String REMEDY = """
            select case
                when (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
                    then format('alter role %I nosuperuser nobypassrls', current_user)
                when not has_database_privilege(current_database(), 'temporary')
                    then format('grant temporary on database %I to %I', current_database(), current_user)
            end as remedy
            """;

    private final Transactions transactions;
    private final String user;

    RoleCheck(Transactions transactions, @ConfigProperty(name = "deskhours.db.user") Optional<String> user) {
        this.transactions = transactions;
        this.user = user.orElse("the user of the service");
    }

    /** @throws ConfigurationException in one line, with what an administrator has to run; blocks */
    void refuse() {
        remedy().ifPresent(remedy -> {
            throw new ConfigurationException("The service cannot act as the database role " + Opening.ROLE
                    + " as it has to; an administrator has to run: " + remedy);
        });
    }

    private Optional<String> remedy() {
        return transactions
                .serviceWide(transaction -> transaction.query(REMEDY).execute())
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString("remedy")))
                .onFailure(RoleCheck::isNoMember)
                .recoverWithItem(() -> Optional.of("grant " + Opening.ROLE + " to " + user))
                .await()
                .indefinitely();
    }

    private static boolean isNoMember(Throwable failure) {
        return failure instanceof PgException refused && INSUFFICIENT_PRIVILEGE.equals(refused.getSqlState());
    }
}

package dev.deskhours.db;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Ready is who can do what a transaction does: get a connection, act as the role, and write. */
@Readiness
@ApplicationScoped
class DatabaseCheck implements AsyncHealthCheck {
    private static final Logger LOG = Logger.getLogger(DatabaseCheck.class);
    private static final String NAME = "database";
    private static final String READ_ONLY = "select current_setting('transaction_read_only') = 'on'";
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Transactions transactions;

    DatabaseCheck(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return transactions
                .serviceWide(transaction -> transaction.query(READ_ONLY).execute())
                .map(rows -> rows.iterator().next().getBoolean(0) ? down("it is read-only") : up())
                .ifNoItem()
                .after(LONGEST)
                .recoverWithItem(() -> down("it does not answer"))
                .onFailure()
                .invoke(failure -> LOG.warnf("The database cannot be used: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(() -> down("it cannot be used; the log says why"));
    }

    private static HealthCheckResponse up() {
        return HealthCheckResponse.up(NAME);
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
    }
}

package dev.deskhours.service;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.db.Schema;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Shell;

import static org.assertj.core.api.Assertions.assertThat;

/** Which processes make the tables, and what those do that may not. */
class SchemaIT {
    private static final String APPLIED = "select count(*) from flyway_schema_history where success";

    private SharedDatabase database;
    private Shell shell;

    @BeforeEach
    void startEmptyDatabase() throws IOException {
        database = new SharedDatabase();
        shell = new Shell(database.launch().with("deskhours.db.migrate-at-start", false));
    }

    @AfterEach
    void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void migrateMakesTheTablesAndTheServiceNeedNot() throws Exception {
        assertThat(refusal()).contains("no tables", "'migrate'");
        assertThat(shell.refused("aggregate")).contains("no tables", "'migrate'");

        assertThat(shell.good("migrate")).contains(Schema.NEEDED + " migrations applied");
        assertThat(shell.good("migrate")).contains("0 migrations applied");

        try (ServiceProcess service = shell.launch().serve()) {
            assertThat(service.client()
                            .json("/v2/office/export-tasks")
                            .get("count")
                            .asInt())
                    .isZero();
        }
        assertThat(database.number(APPLIED)).isEqualTo(Schema.NEEDED);
    }

    @Test
    void tablesOfANewerVersionAreLeftAlone() throws Exception {
        shell.good("migrate");
        database.execute("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                    execution_time, success)
                values (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 'somebody', 1, true)
                """);
        assertThat(refusal()).contains("1000", "'migrate'");
        Shell mayMigrate = new Shell(database.launch());
        assertThat(mayMigrate.refused("aggregate")).contains("1000", "'migrate'");
    }

    @Test
    void aDatabaseThatIsAwayIsOneLine() throws Exception {
        database.stop();
        assertThat(shell.refused("aggregate")).contains("cannot be reached");
        assertThat(shell.refused("migrate")).contains("refused");
        database.startAgain();
    }

    /** What the service says that does not start. */
    private String refusal() {
        ServiceProcess.Ended ended = shell.run("serve");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err().strip()).hasLineCount(1);
        return ended.err();
    }
}

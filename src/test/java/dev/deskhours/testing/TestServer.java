package dev.deskhours.testing;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL on loopback that belongs to one test and trusts whoever logs in. */
public interface TestServer extends AutoCloseable {
    /** Who may do everything. */
    String SUPERUSER = "postgres";

    /** The property that says on which server the tests run: {@code stock}, or embedded where it is not set. */
    String CHOICE = "test.server";

    int port();

    /** As an administrator does it: whoever is connected is sent away. */
    void stop() throws IOException;

    /** On the port of before, with the data of before. */
    void startAgain() throws IOException;

    @Override
    void close() throws IOException;

    /** The one that was chosen for this run of the tests. */
    static TestServer chosen() throws IOException {
        return System.getProperty(CHOICE, "").equals("stock") ? StockPostgres.start() : EmbeddedServer.start();
    }

    default String url(String database) {
        return "postgresql://127.0.0.1:" + port() + "/" + database;
    }

    default Connection connect(String user, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database), user, "");
    }
}

package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that starts the database, prints its address, and ends with its standard input. */
final class EmbeddedDatabaseProgram {
    static final String STARTED = "STARTED ";
    static final String REFUSED = "REFUSED ";

    private EmbeddedDatabaseProgram() {}

    public static void main(String[] arguments) throws IOException {
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
            System.out.println(STARTED + database.url());
        } catch (EmbeddedDatabase.StartException e) {
            System.out.println(REFUSED + e.getMessage());
            return;
        }
        System.in.read();
    }
}

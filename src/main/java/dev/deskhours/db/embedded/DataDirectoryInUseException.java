package dev.deskhours.db.embedded;

import java.nio.file.Path;

/** Another Deskhours, in this process or in another one, holds the data directory. */
public class DataDirectoryInUseException extends DatabaseStartException {
    DataDirectoryInUseException(Path directory) {
        super("The data directory " + directory + " is in use by another running Deskhours.");
    }
}

package dev.deskhours.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.format.BodyEncoding;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.web.ProjectId;

/** Takes files in, each whole or not at all, and says what became of their records. */
class FileImport {
    private static final String STANDARD_INPUT = "-";

    private final String project;
    private final String what;

    FileImport(String project, String what) {
        this.project = ProjectId.checked(project);
        this.what = what;
    }

    /** How a body is taken in. */
    interface Intake {
        IntakeResult take(String projectId, BodyFormat format, InputStream body);
    }

    int take(List<String> files, Intake intake) {
        for (String file : files) {
            try (InputStream body = open(file)) {
                IntakeResult result = intake.take(project, format(file), body);
                System.err.printf(
                        "%s: %d %s: %d new, %d changed, %d unchanged%n",
                        file, result.received(), what, result.inserted(), result.updated(), result.unchanged());
            } catch (IOException failure) {
                throw new UserError(file + " cannot be read: " + failure.getMessage());
            }
        }
        return 0;
    }

    private static InputStream open(String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new BufferedInputStream(System.in);
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(Path.of(file)));
        return BodyEncoding.ofFileName(file).decode(bytes, Long.MAX_VALUE);
    }

    private static BodyFormat format(String file) {
        if (file.equals(STANDARD_INPUT)) {
            return BodyFormat.NDJSON;
        }
        return BodyFormat.ofFileName(file)
                .orElseThrow(() -> new UserError(file + " does not end in .csv, .ndjson, .jsonl or .json (or .gz)"));
    }
}

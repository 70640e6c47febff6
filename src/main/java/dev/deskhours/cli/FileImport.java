package dev.deskhours.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.mapping.MappedFile;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.web.ProjectId;

/** Takes files in, each whole or not at all, and says what became of their records. */
class FileImport {
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
        for (String name : files) {
            InputFile file = new InputFile(name);
            try (InputStream body = file.open()) {
                tell(name, what, intake.take(project, file.ownFormat(), body));
            } catch (IOException failure) {
                throw file.unreadable(failure);
            }
        }
        return 0;
    }

    /** Takes the files of one mapping as one import. */
    void take(ImportPlan.Foreign foreign, MappingSettings settings, RecordImport records) {
        System.err.println(readAs(foreign));
        try (MappedRecords mapped = new MappedRecords(foreign.mapping(), settings, foreign.files())) {
            IntakeResult result = records.mapped(project, mapped);
            tell(names(foreign), mapped.kind() == Mapping.Kind.DESKTOPS ? "desktops" : what, result);
            leftOut(mapped).forEach(System.err::println);
        } catch (UncheckedIOException failure) {
            throw new UserError(
                    names(foreign) + " cannot be read: " + failure.getCause().getMessage());
        }
    }

    static String readAs(ImportPlan.Foreign foreign) {
        return names(foreign) + ": read as " + foreign.name();
    }

    /** A line for each reason for which something was not taken. */
    static List<String> leftOut(MappedRecords records) {
        List<String> lines = new ArrayList<>();
        records.leftOut().forEach((reason, count) -> lines.add("  left out: " + count + " " + reason));
        if (records.adjustedTimes() > 0) {
            lines.add("  " + records.adjustedTimes()
                    + " times at a change of the clock, which exist twice or not at all");
        }
        return lines;
    }

    private static String names(ImportPlan.Foreign foreign) {
        return String.join(", ", foreign.files().stream().map(MappedFile::name).toList());
    }

    private static void tell(String name, String what, IntakeResult result) {
        System.err.printf(
                "%s: %d %s: %d new, %d changed, %d unchanged%n",
                name, result.received(), what, result.inserted(), result.updated(), result.unchanged());
    }
}

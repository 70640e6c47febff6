package dev.deskhours.cli.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.session.mapping.MappedFile;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.MappingSettings;

/** Takes files in, each whole or not at all, and says what became of their records. */
public final class FileImport {
    private final RecordTarget target;
    private final String what;

    /** @param what the records are called in what is said */
    public FileImport(RecordTarget target, String what) {
        this.target = target;
        this.what = what;
    }

    /** Takes all that is planned, in the order in which it was named. */
    public void take(ImportPlan plan, MappingSettings settings) {
        plan.own().forEach(this::take);
        plan.foreign().forEach(foreign -> take(foreign, settings));
    }

    private void take(InputFile file) {
        try (InputStream body = file.open()) {
            RecordTarget.Taken taken = target.own(file.ownFormat(), body);
            file.progress().close();
            tell(file.name(), what, taken);
        } catch (IOException failure) {
            throw file.unreadable(failure);
        }
    }

    /** Takes the files of one mapping as one import. */
    private void take(ImportPlan.Foreign foreign, MappingSettings settings) {
        System.err.println(readAs(foreign));
        try (MappedRecords mapped = new MappedRecords(foreign.mapping(), settings, foreign.files())) {
            RecordTarget.Taken taken = target.mapped(mapped);
            foreign.progress().close();
            tell(names(foreign), what(mapped), taken);
            leftOut(mapped).forEach(System.err::println);
        } catch (UncheckedIOException failure) {
            throw new UserError(
                    names(foreign) + " cannot be read: " + failure.getCause().getMessage());
        }
    }

    private String what(MappedRecords records) {
        if (records.hasSigns()) {
            return "sessions and presence signs";
        }
        return records.kind() == Mapping.Kind.DESKTOPS ? "desktops" : what;
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

    private static void tell(String name, String what, RecordTarget.Taken taken) {
        System.err.printf(
                "%s: %d %s: %d new, %d changed, %d unchanged%n",
                name, taken.received(), what, taken.inserted(), taken.updated(), taken.unchanged());
        if (taken.moved() > 0) {
            System.err.printf(
                    "  %d of the changed have another desktop or start than before: were ids used again?%n",
                    taken.moved());
        }
    }
}

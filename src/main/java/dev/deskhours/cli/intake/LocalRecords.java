package dev.deskhours.cli.intake;

import java.io.InputStream;

import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.mapping.MappedRecords;

/** Takes records into the database of this process. */
public final class LocalRecords implements RecordTarget {
    private final RecordImport records;
    private final String project;
    private final Intake own;

    private LocalRecords(RecordImport records, String project, Intake own) {
        this.records = records;
        this.project = project;
        this.own = own;
    }

    private interface Intake {
        IntakeResult take(String projectId, BodyFormat format, InputStream body);
    }

    /** Takes bodies of our own as sessions. */
    public static LocalRecords sessions(RecordImport records, String project) {
        return new LocalRecords(records, project, records::sessions);
    }

    /** Takes bodies of our own as desktops. */
    public static LocalRecords desktops(RecordImport records, String project) {
        return new LocalRecords(records, project, records::desktops);
    }

    @Override
    public Taken own(BodyFormat format, InputStream body) {
        return Taken.of(own.take(project, format, body));
    }

    @Override
    public Taken mapped(MappedRecords mapped) {
        return Taken.of(records.mapped(project, mapped));
    }
}

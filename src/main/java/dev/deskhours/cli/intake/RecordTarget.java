package dev.deskhours.cli.intake;

import java.io.InputStream;

import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.mapping.MappedRecords;

/** Where records go: the database of this process, or a service that runs elsewhere. */
public interface RecordTarget {
    /** Takes a body of our own, whole or not at all. */
    Taken own(BodyFormat format, InputStream body);

    /** Takes what a mapping makes of files, all or nothing. */
    Taken mapped(MappedRecords records);

    /**
     * What became of the records.
     *
     * @param moved of the updated ones: sessions with another desktop or start than before
     */
    record Taken(long received, long inserted, long updated, long unchanged, long moved) {
        /** With what became of other records. */
        public Taken and(Taken others) {
            return new Taken(
                    received + others.received,
                    inserted + others.inserted,
                    updated + others.updated,
                    unchanged + others.unchanged,
                    moved + others.moved);
        }

        static Taken of(IntakeResult result) {
            return new Taken(
                    result.received(), result.inserted(), result.updated(), result.unchanged(), result.moved());
        }
    }
}

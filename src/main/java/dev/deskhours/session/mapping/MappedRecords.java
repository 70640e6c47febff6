package dev.deskhours.session.mapping;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import dev.deskhours.session.mapping.MappedRow.WrongRow;
import dev.deskhours.session.mapping.pairing.EventMemory;
import dev.deskhours.session.mapping.source.LeftOut;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.CallerText;

/**
 * The records that a mapping makes of files, one after the other. Files that belong together are one import: what one of
 * them opens another one closes, in whatever order they come. Rows that are records need constant memory; events and
 * samples are sorted first, on disk where they are many.
 */
public final class MappedRecords implements AutoCloseable {
    private static final String TAKEN_BACK = "taken back";

    private final Mapping mapping;
    private final Times times;
    private final MappedRow row;
    private final Deque<MappedFile> files;
    private final LeftOut leftOut = new LeftOut();
    private final Maker maker;
    /** {@code null} where each row stands alone. */
    private final GroupedRecords grouped;

    /** {@code null} where the mapping has no presence signs. */
    private final RowRecords signs;

    private Consumer<Next> signTaker;
    private MappedFile.Open open;
    private boolean read;

    /** Makes records of rows. */
    interface Maker extends AutoCloseable {
        /** Takes the current row. */
        void take();

        /** There are no more rows. */
        void end();

        /** The fields of the next record that is ready, by name; {@code null} if there is none. */
        Map<String, String> made();

        @Override
        void close();
    }

    /** What the next record is: where it stands, and its fields by name, or, if it is none, why. */
    public record Next(String place, Map<String, String> fields, String flaw) {}

    /**
     * Begins an import; files are opened as they are read.
     *
     * @throws SourceException if a field that the files do not have is not set, or one is set that there is not
     */
    public MappedRecords(Mapping mapping, MappingSettings settings, List<MappedFile> files) {
        settings.check(mapping);
        this.mapping = mapping;
        this.files = new ArrayDeque<>(files);
        this.times = new Times(mapping.parts().times(), settings.zone(), settings.wording());
        this.row = new MappedRow(mapping.parts().none(), settings.set(), times);
        this.grouped =
                mapping.parts().grouping() == null ? null : new GroupedRecords(mapping, row, settings, times, leftOut);
        this.maker = grouped == null ? RowRecords.of(mapping, row) : grouped;
        this.signs = RowRecords.signs(mapping, row);
    }

    /**
     * The next record; {@code null} at the end.
     *
     * @throws SourceException if a file cannot be read on
     * @throws UncheckedIOException if it cannot be opened or its stream fails
     */
    public Next next() {
        while (true) {
            Map<String, String> made = maker.made();
            if (made != null) {
                return new Next(place(made), made, null);
            }
            if (read) {
                return null;
            }
            String flaw = nextRow() ? takeRow() : endFiles();
            if (flaw != null) {
                return new Next(open.file().named(row.place()), Map.of(), flaw);
            }
        }
    }

    /** Whether there are presence signs among the rows, for which {@link MappedSource#signs} has a taker. */
    public boolean hasSigns() {
        return signs != null;
    }

    /** Who takes the presence signs that are met on the way to the next record. */
    void giveSigns(Consumer<Next> taker) {
        signTaker = taker;
    }

    /** Whether rows are put together to sessions, with those of earlier imports. */
    public boolean isPaired() {
        return grouped != null;
    }

    /** Of the document by which rows are read. */
    public UUID mappingId() {
        return mapping.id();
    }

    /** Reads all files of rows that are put together; what cannot be read is named. */
    public BadRecords readFiles() {
        BadRecords bad = new BadRecords();
        try {
            while (!bad.isFull() && nextRow()) {
                String flaw = takeRow();
                if (flaw != null) {
                    bad.add(open.file().named(row.place()), flaw);
                }
            }
        } catch (SourceException wrong) {
            bad.add("", wrong.getMessage());
        }
        endFiles();
        return bad;
    }

    /** Puts what was read together with what earlier imports have; before the first record is asked for. */
    public void pairWith(EventMemory memory) {
        grouped.pairWith(memory);
    }

    /** The next of the sessions that earlier imports have made of what is put together anew; {@code null} at the end. */
    public Next nextKnown() {
        Map<String, String> known = grouped.nextKnown();
        if (known == null) {
            return null;
        }
        // What is taken back counts no more on any day; a failed login is what does not.
        known.put(MappingFields.FAILURE, TAKEN_BACK);
        return new Next(place(known), known, null);
    }

    public Mapping.Kind kind() {
        return mapping.kind();
    }

    /** How many lines, rows and events were not taken so far, by reason. */
    public Map<String, Long> leftOut() {
        return leftOut.counts();
    }

    void leaveOut(String reason) {
        leftOut.add(reason);
    }

    /** How many times so far were moved out of a gap of the clock, or stand for two instants. */
    public long adjustedTimes() {
        return times.adjusted();
    }

    /** Closes what is open and removes temporary files. */
    @Override
    public void close() {
        closeFile();
        maker.close();
    }

    private boolean nextRow() {
        while (open != null || !files.isEmpty()) {
            open = open == null ? open(files.poll()) : open;
            if (open.next()) {
                return true;
            }
            leftOut.add("lines of another form", open.rows().linesLeftOut());
            closeFile();
        }
        return false;
    }

    private MappedFile.Open open(MappedFile file) {
        return file.open(MappingFields.columns(mapping, file.source()));
    }

    /** Says what is wrong with the row, or {@code null}. */
    private String takeRow() {
        row.begin(open.rows());
        boolean isSign = open.rows().isSign();
        if (!Condition.all(
                isSign ? mapping.parts().presence().filter() : mapping.parts().filter(), row::name)) {
            leftOut.add((isSign ? "presence signs" : "rows") + " that the filter leaves out");
            return null;
        }
        try {
            take(isSign);
            return null;
        } catch (WrongRow wrong) {
            return wrong.getMessage();
        } catch (SourceException wrong) {
            throw new SourceException(open.file().named(wrong.getMessage()));
        }
    }

    private void take(boolean isSign) {
        if (isSign) {
            signs.take();
            signTaker.accept(new Next(open.file().named(row.place()), signs.made(), null));
        } else {
            maker.take();
        }
    }

    /** A session that is made of several rows is known by its id. */
    private String place(Map<String, String> made) {
        return mapping.parts().grouping() == null
                ? open.file().named(row.place())
                : "session " + CallerText.shown(made.getOrDefault(MappingFields.SESSION, ""));
    }

    private String endFiles() {
        read = true;
        maker.end();
        return null;
    }

    private void closeFile() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}

package dev.deskhours.session.mapping;

import java.util.Map;

import dev.deskhours.session.mapping.pairing.PairingState;

/** Makes records of rows. */
interface RecordMaker extends AutoCloseable {
    /** Takes the current row. */
    void take();

    /** There are no more rows. */
    void end();

    /** The fields of the next record that is ready, by name; {@code null} if there is none. */
    Map<String, String> made();

    /** What is open at the end. */
    PairingState state();

    @Override
    void close();
}

package dev.deskhours.session.record;

import java.util.List;

/** What makes a record of one kind out of its fields. */
public interface RecordRules<T> {
    /** The names of all fields such a record may have. */
    List<String> fields();

    /** The names of the fields it must have. */
    List<String> required();

    /** Makes the record and notes every broken rule in the fields; if there is one, the result means nothing. */
    T read(RecordFields fields);
}

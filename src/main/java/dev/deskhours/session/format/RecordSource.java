package dev.deskhours.session.format;

import dev.deskhours.session.record.RecordFields;

/** The records of one body, one after the other, in whatever format. */
interface RecordSource {
    /**
     * Puts the next record into the {@link RecordFields} the source was made with; one that cannot be read is put there
     * as {@link RecordFields#refuseRecord unreadable}, and reading goes on with the next one where the format allows it.
     *
     * @return false at the end of the body
     * @throws dev.deskhours.web.ApiException if the body as a whole is not of the format
     * @throws java.io.UncheckedIOException if the body's stream fails
     */
    boolean next();
}

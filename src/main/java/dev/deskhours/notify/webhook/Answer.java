package dev.deskhours.notify.webhook;

import java.nio.charset.StandardCharsets;

import io.vertx.core.buffer.Buffer;

/**
 * What came of a try.
 *
 * @param status of HTTP; 0 = there was no answer
 * @param text the beginning of the answer, or why there was none
 */
record Answer(int status, String text) {
    static final int GONE = 410;

    private static final int MAX_CHARACTERS = 200;

    static Answer of(int status, Buffer beginning) {
        String text = beginning.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
        int characters = Math.min(MAX_CHARACTERS, text.codePointCount(0, text.length()));
        return new Answer(status, text.substring(0, text.offsetByCodePoints(0, characters)));
    }

    static Answer none(String reason) {
        return new Answer(0, reason);
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** {@code null} if there was none. */
    Integer statusOrNull() {
        return status == 0 ? null : Integer.valueOf(status);
    }
}

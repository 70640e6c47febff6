package dev.deskhours.auth.caller;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name for logs and limits, without a secret: {@code ak:<access key>}, {@code token:<first 8 of its hash>},
 *     {@code jwt:<subject>}
 */
public record Caller(String name, Grant grant) {
    /** Everybody, where nobody is asked. */
    public static final Caller ANYBODY = new Caller("anybody", new Grant(Set.of("*"), Set.of("*")));
}

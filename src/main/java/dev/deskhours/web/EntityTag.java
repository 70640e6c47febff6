package dev.deskhours.web;

import java.util.regex.Pattern;

/**
 * A strong entity tag, and what the conditional headers of a request say about it (RFC 9110, 8.8.3 and 13.1).
 *
 * @param value the part between the quotes, itself without quotes
 */
public record EntityTag(String value) {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    /** The value of the {@code ETag} header. */
    public String header() {
        return '"' + value + '"';
    }

    /**
     * Whether the caller has this file already, so that the answer is 304. Compares weakly, as the RFC asks.
     *
     * @param ifNoneMatch {@code *} or a list of tags; several headers joined with commas; {@code null} = absent
     */
    public boolean isHeldBy(String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.strip().equals("*")
                || TAG.matcher(ifNoneMatch).results().anyMatch(tag -> tag.group(1)
                        .equals(value));
    }

    /**
     * Whether a {@code Range} header counts; if not, the whole file is sent. Compares strongly; a date never matches, because
     * no {@code Last-Modified} is sent that it could repeat.
     *
     * @param ifRange {@code null} = absent
     */
    public boolean allowsRange(String ifRange) {
        return ifRange == null || ifRange.strip().equals(header());
    }
}

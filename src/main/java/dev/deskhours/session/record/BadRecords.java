package dev.deskhours.session.record;

import java.util.ArrayList;
import java.util.List;

import dev.deskhours.web.ApiException;

/**
 * The bad records of one body: the first ten by their place and reason, and how many there are (docs/spec/api.md, Sessions
 * in).
 */
public final class BadRecords {
    /** How many are looked for; what is behind them does not matter any more. */
    public static final int MAX = 10_000;

    private static final int MAX_NAMED = 10;
    // The longest message an error body may carry (docs/spec/api.md, Errors).
    private static final int MAX_MESSAGE = 512;
    private static final String SEPARATOR = "; ";

    private final List<String> first = new ArrayList<>();
    private long total;

    /** @param number of the record in its body, from 1 */
    public void add(long number, String reason) {
        add("record " + number, reason);
    }

    /** @param place where the record stands in its body, as {@code line 3} */
    public void add(String place, String reason) {
        total++;
        if (first.size() < MAX_NAMED) {
            first.add(place.isEmpty() ? reason : place + ": " + reason);
        }
    }

    /** How many there are, at most {@link #MAX}. */
    public long total() {
        return total;
    }

    /** Whether the body has so many that nobody needs to know the others. */
    public boolean isFull() {
        return total >= MAX;
    }

    /**
     * Refuses the body if it has a bad record.
     *
     * @throws ApiException a broken rule with {@link #message()}
     */
    public void throwIfAny() {
        if (total > 0) {
            throw ApiException.brokenRule(message());
        }
    }

    /**
     * {@code 3 bad records: line 2: ended_at is before started_at; line 7: ...}, at most 512 characters. Reasons that
     * are too long for that are cut and end in {@code ...}.
     */
    public String message() {
        String head = (isFull() ? "at least " : "") + total + (total == 1 ? " bad record: " : " bad records: ");
        String tail = tail();
        int room = MAX_MESSAGE - head.length() - tail.length() - SEPARATOR.length() * (first.size() - 1);
        int longest = longestThatFits(room);
        return head
                + String.join(
                        SEPARATOR,
                        first.stream()
                                .map(reason -> CallerText.cut(reason, longest))
                                .toList())
                + tail;
    }

    private String tail() {
        if (isFull()) {
            return SEPARATOR + "and more";
        }
        return total > first.size() ? SEPARATOR + "and " + (total - first.size()) + " more" : "";
    }

    /** How long an entry may be so that all fit: the short ones leave their room to the long ones. */
    private int longestThatFits(int room) {
        int longest = MAX_MESSAGE;
        while (lengthCutTo(longest) > room) {
            longest--;
        }
        return longest;
    }

    private int lengthCutTo(int longest) {
        return first.stream()
                .mapToInt(entry -> Math.min(entry.length(), longest))
                .sum();
    }
}

package dev.deskhours.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads the one form nearly every time has, {@code 2026-11-01T00:00:00Z}, without a formatter: bodies hold millions of
 * them.
 */
final class PlainTime {
    private static final String FORM = "dddd-dd-ddTdd:dd:ddZ";

    private PlainTime() {}

    /** The instant, or {@code null} for a text of any other form, right or wrong. */
    static Instant parse(String text) {
        if (!hasForm(text)) {
            return null;
        }
        int year = number(text, 0) * 100 + number(text, 2);
        int month = number(text, 5);
        int day = number(text, 8);
        int hour = number(text, 11);
        int minute = number(text, 14);
        int second = number(text, 17);
        if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second);
    }

    private static boolean hasForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char form = FORM.charAt(i);
            char next = text.charAt(i);
            if (form == 'd' ? next < '0' || next > '9' : next != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int position) {
        return (text.charAt(position) - '0') * 10 + text.charAt(position + 1) - '0';
    }

    private static boolean isDate(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }
}

package dev.deskhours.sample;

import java.util.List;

/** The names of those who work in the sample office. */
final class People {
    private static final List<String> FIRST = List.of(
            "anna", "ben", "chloé", "david", "elif", "farah", "georg", "hana", "ines", "jonas", "kofi", "lucía", "mei");
    private static final List<String> LAST = List.of(
            "berg", "costa", "dahl", "eriksen", "fischer", "garcía", "huang", "ito", "jensen", "kowalski", "lund");

    private People() {}

    /** Different for the first 143 numbers, since 13 and 11 have no common factor. */
    static String number(int number) {
        return FIRST.get(number % FIRST.size()) + "." + LAST.get(number % LAST.size());
    }

    static String anyone(Dice dice) {
        return number(dice.between(0, FIRST.size() * LAST.size() - 1));
    }
}

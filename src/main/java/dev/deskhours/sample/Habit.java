package dev.deskhours.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** How a desktop is used, and how likely it is to be used at all on a working day and at a weekend. */
enum Habit {
    OFFICE(0.92, 0.15),
    PART_TIME(0.55, 0.04),
    SHARED(0.96, 0.25),
    NIGHT_SHIFT(0.75, 0.35),
    BATCH(1.0, 0.0);

    private final double onWeekday;
    private final double onWeekend;

    Habit(double onWeekday, double onWeekend) {
        this.onWeekday = onWeekday;
        this.onWeekend = onWeekend;
    }

    double likelihood(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 ? onWeekday : onWeekend;
    }
}

package dev.deskhours.sample;

import java.time.LocalDate;

import dev.deskhours.session.record.DesktopRecord;

/** A desktop of the sample office: used now and then from {@code firstUse} to {@code lastUse}, or never. */
record SampleDesktop(int number, DesktopRecord announced, Habit habit, LocalDate firstUse, LocalDate lastUse) {

    boolean isInUseOn(LocalDate day) {
        return !day.isBefore(firstUse) && !day.isAfter(lastUse);
    }
}

package dev.deskhours.sample;

import java.util.ArrayList;
import java.util.List;

/** Makes up what happens at one desktop on one day. */
final class DayPlan {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final List<String> FAILURES =
            List.of("wrong password", "account locked", "no licence left", "connection timed out");

    private final Dice dice;
    private final List<Visit> visits = new ArrayList<>();

    /** Someone at the desktop, in seconds since the day's midnight; {@code to} may lie in the next day. */
    record Visit(String userName, int from, int to, String failureReason) {
        static Visit of(String userName, int from, int to) {
            return new Visit(userName, from, to, null);
        }

        static Visit failed(String userName, int at, String reason) {
            return new Visit(userName, at, at, reason);
        }
    }

    private DayPlan(Dice dice) {
        this.dice = dice;
    }

    static List<Visit> visits(SampleDesktop desktop, Dice dice) {
        var plan = new DayPlan(dice);
        var owner = People.number(desktop.number());
        switch (desktop.habit()) {
            case OFFICE -> plan.fullDay(owner);
            case PART_TIME -> plan.morning(owner);
            case SHARED -> plan.manyPeople();
            case NIGHT_SHIFT -> plan.nightShift();
            case BATCH -> plan.batchJob();
        }
        return plan.visits;
    }

    private void fullDay(String user) {
        var lunch = morning(user);
        var back = lunch + dice.around(45, 20) * MINUTE;
        var leaves = dice.around(16 * HOUR + 50 * MINUTE, 90 * MINUTE);
        if (dice.chance(0.35)) {
            var meeting = dice.around(14 * HOUR + 30 * MINUTE, 45 * MINUTE);
            work(user, back, meeting);
            back = meeting + dice.between(25, 70) * MINUTE;
        }
        work(user, back, leaves);
        if (dice.chance(0.03)) {
            lateEvening(user);
        }
    }

    /** Returns when it ends, in seconds since midnight. */
    private int morning(String user) {
        var arrives = dice.around(8 * HOUR + 30 * MINUTE, 75 * MINUTE);
        var lunch = dice.around(12 * HOUR, 30 * MINUTE);
        if (dice.chance(0.06)) {
            visits.add(Visit.failed(user, arrives - dice.between(10, 90), dice.pick(FAILURES)));
        }
        work(user, arrives, lunch);
        return lunch;
    }

    private void manyPeople() {
        var from = dice.around(8 * HOUR, 40 * MINUTE);
        var people = dice.between(2, 4);
        for (var person = 0; person < people; person++) {
            var to = from + dice.around(110, 60) * MINUTE;
            work(People.anyone(dice), from, to);
            // Below zero the next person is there before the last one's session has closed.
            from = to + dice.between(-3, 40) * MINUTE;
        }
    }

    private void nightShift() {
        var from = dice.around(21 * HOUR + 45 * MINUTE, 20 * MINUTE);
        work(People.anyone(dice), from, from + dice.around(8 * HOUR, 40 * MINUTE));
    }

    private void batchJob() {
        var from = 22 * HOUR + dice.between(0, 59);
        visits.add(Visit.of("svc-month-end", from, from + dice.around(3 * HOUR, HOUR)));
    }

    private void lateEvening(String user) {
        var from = dice.around(22 * HOUR, HOUR);
        visits.add(Visit.of(user, from, from + dice.between(150, 240) * MINUTE));
    }

    /** One session, or two that overlap because the connection was lost and taken up before the old one timed out. */
    private void work(String user, int from, int to) {
        if (to <= from) {
            return;
        }
        if (to - from < HOUR || !dice.chance(0.12)) {
            visits.add(Visit.of(user, from, to));
            return;
        }
        var lost = dice.between(from + 20 * MINUTE, to - 20 * MINUTE);
        visits.add(Visit.of(user, from, lost));
        visits.add(Visit.of(user, lost - dice.between(3, 5 * MINUTE), to));
    }
}

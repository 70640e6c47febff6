package dev.deskhours.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import dev.deskhours.session.record.DesktopRecord;

/** Which desktops the sample office has, what they are called and how each of them lives. */
final class Inventory {
    private static final Map<Integer, String> NAMES_BEYOND_ASCII =
            Map.of(2, "Büro-Zürich-01", 16, "設計-05", 27, "Łódź-Księgowość-02", 48, "São-Paulo-07");

    private final long seed;
    private final LocalDate today;

    Inventory(long seed, LocalDate today) {
        this.seed = seed;
        this.today = today;
    }

    List<SampleDesktop> desktops(int count) {
        return IntStream.range(0, count).mapToObj(this::desktop).toList();
    }

    // The office is a pattern of twenty, so that a small sample has a desktop of nearly every kind too.
    private SampleDesktop desktop(int number) {
        var dice = Dice.of(seed, number);
        return switch (number % 20) {
            case 5 -> neverUsed(number, today.minusDays(dice.between(12, 60)));
            case 8, 17 -> dormant(number, dice, today.minusDays(dice.between(11, 26)));
            case 12 -> newcomer(number, today.minusDays(dice.between(5, 15)));
            case 19 -> number < 40 ? deleted(number, dice, today.minusDays(dice.between(4, 12))) : old(number, dice);
            default -> old(number, dice);
        };
    }

    private SampleDesktop old(int number, Dice dice) {
        return new SampleDesktop(number, record(number, longAgo(dice), null), habit(number), LocalDate.MIN, today);
    }

    private SampleDesktop newcomer(int number, LocalDate created) {
        return new SampleDesktop(number, record(number, created, null), habit(number), created.plusDays(1), today);
    }

    private SampleDesktop dormant(int number, Dice dice, LocalDate lastUse) {
        return new SampleDesktop(number, record(number, longAgo(dice), null), Habit.OFFICE, LocalDate.MIN, lastUse);
    }

    private SampleDesktop neverUsed(int number, LocalDate created) {
        return new SampleDesktop(number, record(number, created, null), Habit.OFFICE, LocalDate.MAX, LocalDate.MIN);
    }

    private SampleDesktop deleted(int number, Dice dice, LocalDate deleted) {
        // The last evening's session may run past midnight, so use ends well before the deletion in the afternoon.
        var record = record(number, longAgo(dice), deleted);
        return new SampleDesktop(number, record, Habit.OFFICE, LocalDate.MIN, deleted.minusDays(1));
    }

    private LocalDate longAgo(Dice dice) {
        return today.minusDays(dice.between(200, 700));
    }

    private static Habit habit(int number) {
        return switch (number % 20) {
            case 3, 11 -> Habit.PART_TIME;
            case 4, 9, 14 -> Habit.SHARED;
            case 6 -> Habit.NIGHT_SHIFT;
            case 15 -> Habit.BATCH;
            default -> Habit.OFFICE;
        };
    }

    private DesktopRecord record(int number, LocalDate created, LocalDate deleted) {
        var pool = habit(number) == Habit.SHARED ? Pool.of(number) : null;
        return new DesktopRecord(
                String.format(Locale.ROOT, "desk-%04d", number),
                name(number),
                pool == null ? null : pool.id(),
                pool == null ? null : pool.title(),
                Department.of(number).enterpriseProjectId(),
                machineSid(number),
                at(created, 9),
                deleted == null ? null : at(deleted, 16));
    }

    private static String name(int number) {
        var department = Department.of(number);
        var plain = String.format(
                Locale.ROOT, "%s-%s-%03d", department, department.machine(), number / Department.values().length + 1);
        return NAMES_BEYOND_ASCII.getOrDefault(number, plain);
    }

    private String machineSid(int number) {
        var domain = Dice.of(seed, -1);
        return String.format(
                Locale.ROOT,
                "S-1-5-21-%d-%d-%d-%d",
                domain.between(100_000_000, 999_999_999),
                domain.between(100_000_000, 999_999_999),
                domain.between(100_000_000, 999_999_999),
                1100 + number);
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
    }
}

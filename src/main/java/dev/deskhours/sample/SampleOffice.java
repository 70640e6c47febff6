package dev.deskhours.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.SessionRecord;

/**
 * A made-up office for trying the service out. The same arguments give the same records, and a session keeps its id and
 * its times from one day to the next, so sending the sample again changes nothing but what has gone on since.
 */
final class SampleOffice {
    public static final int DESKTOPS = 60;
    public static final int DAYS = 30;

    private final long seed;
    private final LocalDate today;
    private final Instant now;
    private final int days;
    private final List<SampleDesktop> desktops;

    /** @param days how many days before {@code today} have sessions; those of {@code today} come on top, up to {@code now} */
    public SampleOffice(long seed, LocalDate today, Instant now, int desktops, int days) {
        this.seed = seed;
        this.today = today;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.days = days;
        this.desktops = new Inventory(seed, today).desktops(desktops);
    }

    /** The office of the usual size, with days in UTC. */
    public static SampleOffice at(Instant now) {
        return new SampleOffice(1, LocalDate.ofInstant(now, ZoneOffset.UTC), now, DESKTOPS, DAYS);
    }

    public Stream<DesktopRecord> desktops() {
        return desktops.stream().map(SampleDesktop::announced);
    }

    /** Day by day, oldest first. */
    public Stream<SessionRecord> sessions() {
        return today.minusDays(days).datesUntil(today.plusDays(1)).flatMap(this::sessionsOf);
    }

    private Stream<SessionRecord> sessionsOf(LocalDate day) {
        return desktops.stream().filter(desktop -> desktop.isInUseOn(day)).flatMap(desktop -> sessionsOf(desktop, day));
    }

    private Stream<SessionRecord> sessionsOf(SampleDesktop desktop, LocalDate day) {
        var dice = Dice.of(seed, desktop.number(), day.toEpochDay());
        if (!dice.chance(desktop.habit().likelihood(day))) {
            return Stream.empty();
        }
        var visits = DayPlan.visits(desktop, dice);
        return IntStream.range(0, visits.size())
                .mapToObj(index -> session(desktop, day, visits.get(index), index))
                .filter(session -> !session.startedAt().isAfter(now));
    }

    private SessionRecord session(SampleDesktop desktop, LocalDate day, DayPlan.Visit visit, int index) {
        var midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        var end = midnight.plusSeconds(visit.to());
        var open = end.isAfter(now);
        var announced = desktop.announced();
        return new SessionRecord(
                sessionId(desktop, day, index),
                announced.desktopId(),
                midnight.plusSeconds(visit.from()),
                open ? null : end,
                open ? now : null,
                visit.userName(),
                visit.failureReason(),
                announced.desktopName(),
                announced.desktopPoolId(),
                announced.desktopPoolName(),
                announced.enterpriseProjectId(),
                announced.machineSid());
    }

    private String sessionId(SampleDesktop desktop, LocalDate day, int index) {
        var date = day.format(DateTimeFormatter.BASIC_ISO_DATE);
        return String.format(Locale.ROOT, "sample-%x-%s-%04d-%d", seed, date, desktop.number(), index + 1);
    }
}

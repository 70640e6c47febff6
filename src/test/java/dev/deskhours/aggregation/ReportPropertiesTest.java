package dev.deskhours.aggregation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import dev.deskhours.days.GroupKind;
import dev.deskhours.days.report.Concurrency;
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes in, in whatever order and later moved, users, peaks, groups and sets of users are what the model says of
 * the sessions that are left (docs/spec/aggregation.md, Groups, peaks and people).
 */
class ReportPropertiesTest {
    private static final int DAYS = 3;
    private static Stores stores;

    @BeforeContainer
    static void start() throws Exception {
        stores = Stores.start();
    }

    @AfterContainer
    static void stop() throws Exception {
        stores.close();
    }

    record Plan(int desktop, int user, int pool, long startMinute, long micros, long minutes, boolean failed) {
        SessionRecord at(Instant first, int number) {
            Instant from = first.plusSeconds(60 * startMinute).plusNanos(1000 * micros);
            return new SessionRecord(
                    "s" + number,
                    "d" + desktop,
                    from,
                    from.plusSeconds(60 * minutes),
                    null,
                    user == 0 ? null : "user " + user,
                    failed ? "wrong password" : null,
                    null,
                    pool == 0 ? null : "pool " + pool,
                    null,
                    pool == 0 ? null : "ep " + pool % 2,
                    null);
        }
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 60 * 24 * DAYS / 30 - 1),
                        Arbitraries.of(0L, 0L, 0L, 1L, 500_000L),
                        Arbitraries.of(0L, 1L, 30L, 60L, 90L, 24 * 60L, 30 * 60L),
                        Arbitraries.of(false, false, false, true))
                .as((desktop, user, pool, slot, micros, minutes, failed) ->
                        new Plan(desktop, user, pool, 30L * slot, micros, minutes, failed))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 100)
    void reportsAreWhatTheModelSays(
            @ForAll("plans") List<Plan> before, @ForAll("plans") List<Plan> after, @ForAll Random random)
            throws SQLException {
        ZoneId zone = ZoneId.of(random.nextBoolean() ? "UTC" : "Europe/Oslo");
        LocalDate firstDay = LocalDate.of(2026, 10, 24);
        Instant first = firstDay.atStartOfDay(zone).toInstant();
        stores.clock.set(first.plus(Duration.ofDays(DAYS + 4)));
        String projectId = UUID.randomUUID().toString();
        stores.newProject(projectId, zone);
        Map<String, SessionRecord> latest = new LinkedHashMap<>();
        for (List<Plan> plans : List.of(before, after)) {
            List<SessionRecord> sessions = new ArrayList<>();
            plans.forEach(plan -> sessions.add(plan.at(first, sessions.size())));
            stores.send(projectId, sessions);
            sessions.forEach(session -> latest.put(session.sessionId(), session));
            stores.aggregate(projectId);
            assertReports(projectId, zone, latest.values());
        }
    }

    private static void assertReports(String projectId, ZoneId zone, Collection<SessionRecord> sessions)
            throws SQLException {
        Map<String, String> pools = stores.groups(projectId, "pool_id");
        Map<String, String> enterpriseProjects = stores.groups(projectId, "enterprise_project_id");
        assertKind(projectId, zone, sessions, GroupKind.PROJECT, desktop -> "");
        assertKind(projectId, zone, sessions, GroupKind.POOL, pools::get);
        assertKind(projectId, zone, sessions, GroupKind.ENTERPRISE_PROJECT, enterpriseProjects::get);
    }

    private static void assertKind(
            String projectId,
            ZoneId zone,
            Collection<SessionRecord> sessions,
            GroupKind kind,
            Function<String, String> groupOfDesktop)
            throws SQLException {
        Map<LocalDate, List<GroupDay>> days = stores.groupDays(projectId, kind);
        Map<LocalDate, Long> usage = stores.usageByDay(projectId);
        days.forEach((day, groups) -> {
            ReportModel model = new ReportModel(day, zone);
            Set<String> expected = new TreeSet<>();
            for (String group : groups(sessions, groupOfDesktop)) {
                List<SessionRecord> own = in(group, sessions, groupOfDesktop);
                if (model.failures(own) > 0
                        || !model.touching(own, SessionRecord::desktopId).isEmpty()) {
                    expected.add(group);
                }
            }
            if (kind == GroupKind.PROJECT) {
                expected.add("");
            }
            assertThat(groups.stream().map(GroupDay::groupId)).containsExactlyElementsOf(expected);
            groups.forEach(group -> assertGroup(model, group, in(group.groupId(), sessions, groupOfDesktop)));
            assertThat(groups.stream().mapToLong(GroupDay::usageSeconds).sum()).isEqualTo(usage.getOrDefault(day, 0L));
        });
        if (days.isEmpty()) {
            return;
        }
        Map<String, Long> unique = stores.uniqueUsers(projectId, kind);
        for (String group : groups(sessions, groupOfDesktop)) {
            Set<String> users = new HashSet<>();
            days.keySet()
                    .forEach(day -> users.addAll(new ReportModel(day, zone)
                            .touching(in(group, sessions, groupOfDesktop), SessionRecord::userName)));
            assertThat(unique.getOrDefault(group, 0L)).isEqualTo(users.size());
        }
    }

    private static void assertGroup(ReportModel model, GroupDay group, List<SessionRecord> own) {
        assertThat(group.desktopsUsed())
                .isEqualTo(model.touching(own, SessionRecord::desktopId).size());
        assertThat(group.users())
                .isEqualTo(model.touching(own, SessionRecord::userName).size());
        assertThat(group.loginsFailed()).isEqualTo(model.failures(own));
        assertHours(group.desktopHours(), model.hours(own, SessionRecord::desktopId));
        assertHours(group.userHours(), model.hours(own, SessionRecord::userName));
    }

    private static void assertHours(List<Concurrency> counted, List<ReportModel.Level> expected) {
        if (counted.isEmpty()) {
            assertThat(expected).allMatch(level -> level.peak() == 0);
            return;
        }
        assertThat(counted.stream().map(hour -> new ReportModel.Level(hour.peak(), hour.peakAt(), hour.usageMicros())))
                .containsExactlyElementsOf(expected);
    }

    private static Set<String> groups(Collection<SessionRecord> sessions, Function<String, String> groupOfDesktop) {
        Set<String> groups = new TreeSet<>();
        sessions.forEach(session -> groups.add(groupOfDesktop.apply(session.desktopId())));
        return groups;
    }

    private static List<SessionRecord> in(
            String group, Collection<SessionRecord> sessions, Function<String, String> groupOfDesktop) {
        return sessions.stream()
                .filter(session -> Objects.equals(groupOfDesktop.apply(session.desktopId()), group))
                .toList();
    }
}

package dev.deskhours.days.count;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.vertx.mutiny.sqlclient.Row;

import dev.deskhours.days.GroupKind;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.ConflictException;

/**
 * The day of a project, of its pools and of its enterprise projects, from what {@link DayStatement} gives: a sweep over
 * where uses begin and end (docs/spec/aggregation.md, Groups, peaks and people). What it needs of memory are a few bytes for
 * each desktop and each user.
 */
final class GroupDays {
    private final Map<Integer, Group> groups;
    private final long[] hours;
    private final GroupTally project;
    private final Map<String, GroupTally> pools = new HashMap<>();
    private final Map<String, GroupTally> enterpriseProjects = new HashMap<>();
    private final Map<Integer, GroupTally[]> tallies = new HashMap<>();
    private final OpenUses desktops = new OpenUses();
    private final People people = new People();
    private long desktopsUsed;
    private long sessions;
    private long unnumbered;

    /**
     * @param groups the pairs by number
     * @param hours the starts of the hours, in microseconds from the start of the day, and the end of the last
     */
    GroupDays(Map<Integer, Group> groups, long[] hours) {
        this.groups = groups;
        this.hours = hours;
        this.project = new GroupTally(GroupKind.PROJECT, "", hours);
    }

    /** A pair of pool and enterprise project. */
    record Group(String poolId, String enterpriseProjectId) {}

    /** What the desktops of a pair come to. */
    record Figures(
            long desktopsUsed,
            long usageSeconds,
            long logins,
            long loginsFailed,
            long userSeconds,
            long sessions,
            long unnumbered) {
        static Figures of(Long[] figures) {
            return new Figures(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6]);
        }
    }

    void addAll(Iterable<Row> rows) {
        rows.forEach(this::add);
    }

    private void add(Row row) {
        Long at = row.getLong("at");
        GroupTally[] of = tallies.computeIfAbsent(row.getInteger("group_number"), this::tallies);
        if (at == null) {
            add(of, Figures.of(row.getArrayOfLongs("figures")));
        } else {
            change(of, at, row);
        }
    }

    private void add(GroupTally[] of, Figures figures) {
        for (GroupTally tally : of) {
            tally.add(figures);
        }
        desktopsUsed += figures.desktopsUsed();
        sessions += figures.sessions();
        unnumbered += figures.unnumbered();
    }

    private void change(GroupTally[] of, long at, Row row) {
        int by = row.getInteger("change");
        if (desktops.change(row.getInteger("desktop"), by)) {
            for (GroupTally tally : of) {
                tally.desktops.change(at, by);
            }
        }
        Integer user = row.getInteger("user_number");
        if (user != null) {
            people.change(at, by, user, row.getInteger("person"), of);
        }
    }

    private GroupTally[] tallies(int groupNumber) {
        Group group = groups.get(groupNumber);
        return new GroupTally[] {
            project,
            pools.computeIfAbsent(group.poolId(), pool -> new GroupTally(GroupKind.POOL, pool, hours)),
            enterpriseProjects.computeIfAbsent(
                    group.enterpriseProjectId(), own -> new GroupTally(GroupKind.ENTERPRISE_PROJECT, own, hours))
        };
    }

    /** How much it was, with which the day may stay only if each desktop has its number and its group. */
    DayAggregation.Counted counted(String projectId) {
        if (unnumbered > 0) {
            throw new ConflictException("desktops of project " + projectId + " have come up meanwhile");
        }
        return new DayAggregation.Counted(sessions, desktopsUsed);
    }

    /** The rows to be written, when the day is over. */
    Stream<BoundStatement> inserts(String projectId, LocalDate day, Instant start) {
        return Stream.of(Stream.of(project), pools.values().stream(), enterpriseProjects.values().stream())
                .flatMap(own -> own)
                .map(tally -> tally.insert(projectId, day, start));
    }
}

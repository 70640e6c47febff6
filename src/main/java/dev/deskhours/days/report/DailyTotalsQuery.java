package dev.deskhours.days.report;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.FirstUse;
import dev.deskhours.days.GroupKind;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;

/** The totals of a project or of its groups, day by day (docs/spec/aggregation.md, What a query gives). */
@ApplicationScoped
public class DailyTotalsQuery {
    /** The groups of a day in the order of their ids; of {@link GroupKind#PROJECT} exactly one. */
    public record Day(LocalDate day, List<KnownGroup> groups) {}

    /**
     * What a group used on a day.
     *
     * @param desktopsKnown desktops that existed on the day
     */
    public record KnownGroup(long desktopsKnown, GroupDay figures) {}

    // One scan for all days: $2 holds their starts and the end of the last, $3 the start of the first day with
    // sessions, and each desktop is counted where it comes and where it goes. Bucket n is the n-th day, 0 is before
    // the first; what was deleted at midnight was gone that day.
    private static final String KNOWN = """
            with life as (
                select %s as group_id,
                    greatest(1, width_bucket(least(created_at, first_heard_at,
                            case when announced and created_at is null then $3::timestamptz end),
                        $2::timestamptz[])) as came,
                    width_bucket(deleted_at - interval '1 microsecond', $2) + 1 as went
                from desktop
                where project_id = $1
            ), change as (
                select group_id, came as day_number, count(*) as desktops
                from life
                where went is null or went > came
                group by group_id, came
                union all
                select group_id, went, -count(*)
                from life
                where went > came
                group by group_id, went
            )
            select group_id, day_number, sum(desktops)::bigint as desktops from change group by group_id, day_number
            """;

    private final GroupDaysQuery groups;

    public DailyTotalsQuery(GroupDaysQuery groups) {
        this.groups = groups;
    }

    public Uni<List<Day>> read(
            SqlConnection snapshot, String projectId, ProjectDays days, CoveredDays covered, GroupKind kind) {
        OffsetDateTime[] starts = Stream.concat(
                        covered.first().datesUntil(covered.last().plusDays(1)).map(days::startOf),
                        Stream.of(covered.end()))
                .map(DesktopUsageQuery::databaseTime)
                .toArray(OffsetDateTime[]::new);
        return FirstUse.startOfDay(snapshot, projectId, days)
                .chain(firstUse -> snapshot.preparedQuery(KNOWN.formatted(kind.column()))
                        .execute(Tuple.of(projectId, starts, firstUse)))
                .map(changes -> known(changes, starts.length - 1))
                .chain(known -> groups.read(snapshot, projectId, covered, kind)
                        .map(aggregated -> aggregated.entrySet().stream()
                                .map(day -> day(day.getKey(), day.getValue(), known, covered.first()))
                                .toList()));
    }

    /** Of each group, for each day. */
    private static Map<String, long[]> known(RowSet<Row> changes, int days) {
        Map<String, long[]> known = new TreeMap<>();
        for (Row change : changes) {
            int number = change.getInteger("day_number");
            if (number <= days) {
                known.computeIfAbsent(change.getString("group_id"), group -> new long[days])[number - 1] +=
                        change.getLong("desktops");
            }
        }
        known.values().forEach(ofDays -> {
            for (int index = 1; index < days; index++) {
                ofDays[index] += ofDays[index - 1];
            }
        });
        return known;
    }

    private static Day day(LocalDate day, List<GroupDay> used, Map<String, long[]> known, LocalDate first) {
        int index = (int) ChronoUnit.DAYS.between(first, day);
        Map<String, GroupDay> figures = used.stream().collect(Collectors.toMap(GroupDay::groupId, Function.identity()));
        Set<String> ids = new TreeSet<>(figures.keySet());
        known.forEach((id, desktops) -> {
            if (desktops[index] > 0) {
                ids.add(id);
            }
        });
        List<KnownGroup> groups = new ArrayList<>();
        for (String id : ids) {
            GroupDay group = figures.getOrDefault(id, GroupDay.unused(id));
            long existing = known.containsKey(id) ? known.get(id)[index] : 0;
            // A desktop first heard of later than its first session was nevertheless there.
            groups.add(new KnownGroup(Math.max(existing, group.desktopsUsed()), group));
        }
        return new Day(day, Collections.unmodifiableList(groups));
    }
}

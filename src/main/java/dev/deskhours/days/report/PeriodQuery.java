package dev.deskhours.days.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageQuery.GroupTotals;
import dev.deskhours.days.GroupKind;
import dev.deskhours.project.CoveredDays;

/** Puts a period together: desktops from running totals, users from the set of them, peaks and failures from days. */
@ApplicationScoped
public class PeriodQuery {
    private final DesktopUsageQuery desktops;
    private final UniqueUsersQuery users;
    private final GroupDaysQuery groups;

    public PeriodQuery(DesktopUsageQuery desktops, UniqueUsersQuery users, GroupDaysQuery groups) {
        this.desktops = desktops;
        this.users = users;
        this.groups = groups;
    }

    /** By the ids of the groups, in their order; of {@link GroupKind#PROJECT} at most one. */
    public Uni<Map<String, PeriodFigures>> read(
            SqlConnection snapshot, String projectId, CoveredDays covered, GroupKind kind) {
        return desktops.totals(snapshot, projectId, covered, kind)
                .chain(totals -> users.read(snapshot, projectId, covered, kind)
                        .chain(unique -> groups.read(snapshot, projectId, covered, kind)
                                .map(days -> figures(totals, unique, days))));
    }

    private static Map<String, PeriodFigures> figures(
            Map<String, GroupTotals> totals, Map<String, Long> unique, Map<LocalDate, List<GroupDay>> days) {
        Map<String, List<GroupDay>> byGroup = new TreeMap<>();
        totals.keySet().forEach(id -> byGroup.put(id, new ArrayList<>()));
        days.values()
                .forEach(groups ->
                        groups.forEach(group -> byGroup.computeIfAbsent(group.groupId(), id -> new ArrayList<>())
                                .add(group)));
        Map<String, PeriodFigures> figures = new TreeMap<>();
        byGroup.forEach((id, own) -> figures.put(
                id,
                new PeriodFigures(
                        totals.getOrDefault(id, GroupTotals.NONE),
                        own.stream().mapToLong(GroupDay::loginsFailed).sum(),
                        unique.getOrDefault(id, 0L),
                        own.stream().mapToLong(GroupDay::userSeconds).sum(),
                        Concurrency.over(own.stream().map(GroupDay::desktops).toList()),
                        Concurrency.over(own.stream().map(GroupDay::people).toList()))));
        return figures;
    }
}

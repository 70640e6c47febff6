package dev.deskhours.usage.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.deskhours.days.GroupKind;
import dev.deskhours.days.report.GroupDaysQuery;
import dev.deskhours.days.report.PeriodFigures;
import dev.deskhours.days.report.PeriodQuery;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.usage.report.UsageSummary.Figures;
import dev.deskhours.usage.report.UsageSummary.Group;
import dev.deskhours.usage.report.UsageSummary.Period;

/** A period and the one before it. */
@ApplicationScoped
class SummaryQuery {
    private final PeriodQuery periods;
    private final GroupDaysQuery groups;

    SummaryQuery(PeriodQuery periods, GroupDaysQuery groups) {
        this.periods = periods;
        this.groups = groups;
    }

    Uni<UsageSummary> read(Snapshot snapshot, String projectId, Optional<CoveredDays> covered, GroupKind kind) {
        String zone = snapshot.days().zone().getId();
        if (covered.isEmpty()) {
            return Uni.createFrom().item(new UsageSummary(zone, null, null));
        }
        return period(snapshot, projectId, covered.get(), kind).chain(period -> before(snapshot, covered.get())
                .map(before -> period(snapshot, projectId, before, kind))
                .orElse(Uni.createFrom().nullItem())
                .map(before -> new UsageSummary(zone, period, before)));
    }

    private Uni<Period> period(Snapshot snapshot, String projectId, CoveredDays covered, GroupKind kind) {
        return periods.read(snapshot.connection(), projectId, covered, kind)
                .chain(figures -> groups.names(snapshot.connection(), projectId, kind)
                        .map(names -> period(covered, kind, figures, names)));
    }

    private static Period period(
            CoveredDays covered, GroupKind kind, Map<String, PeriodFigures> figures, Map<String, String> names) {
        if (kind == GroupKind.PROJECT) {
            PeriodFigures project = figures.getOrDefault("", PeriodFigures.NONE);
            return Period.of(covered, Figures.of(project), null);
        }
        List<Group> all = figures.entrySet().stream()
                .map(group ->
                        new Group(GroupBy.id(group.getKey()), names.get(group.getKey()), Figures.of(group.getValue())))
                .toList();
        return Period.of(covered, null, all);
    }

    /** As many days before, without those that are no longer kept. */
    private static Optional<CoveredDays> before(Snapshot snapshot, CoveredDays covered) {
        LocalDate last = covered.first().minusDays(1);
        LocalDate first =
                last.minusDays(covered.last().toEpochDay() - covered.first().toEpochDay());
        return last.isBefore(snapshot.oldest())
                ? Optional.empty()
                : snapshot.covered(
                        snapshot.days().startOf(first), snapshot.days().boundaryOf(last));
    }
}

package dev.deskhours.usage.metric;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.report.DailyTotalsQuery;
import dev.deskhours.days.report.DailyTotalsQuery.KnownGroup;
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.days.report.GroupDaysQuery;
import dev.deskhours.days.report.PeriodFigures;
import dev.deskhours.days.report.PeriodQuery;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots.Snapshot;

/** Looks metrics up, for a period as a whole or slot by slot. */
@ApplicationScoped
class MetricValues {
    private final PeriodQuery periods;
    private final DailyTotalsQuery days;
    private final GroupDaysQuery hours;

    public MetricValues(PeriodQuery periods, DailyTotalsQuery days, GroupDaysQuery hours) {
        this.periods = periods;
        this.days = days;
        this.hours = hours;
    }

    @Schema(name = "MetricValue", description = "One figure; usage in seconds.")
    public record Metric(
            @JsonProperty("metric_name") @Schema(examples = "desktop_usage", required = true)
            String metricName,

            @JsonProperty("metric_value") @Schema(examples = "46800.0", required = true)
            double metricValue) {}

    @Schema(name = "MetricSlot", description = "Figures of one hour or day.")
    public record Slot(
            @Schema(description = "When it begins.", examples = "2026-11-20T00:00:00Z", required = true)
            Instant time,

            @Schema(required = true) List<Metric> metrics) {}

    Uni<List<Metric>> ofPeriod(Snapshot snapshot, String projectId, CoveredDays covered, MetricRequest request) {
        return figures(snapshot, projectId, covered, request).map(figures -> request.names().stream()
                .map(name -> new Metric(name.toString(), name.of(figures)))
                .toList());
    }

    Uni<PeriodFigures> figures(Snapshot snapshot, String projectId, CoveredDays covered, MetricRequest request) {
        return periods.read(snapshot.connection(), projectId, covered, request.kind())
                .map(groups -> groups.getOrDefault(request.groupId(), PeriodFigures.NONE));
    }

    Uni<List<Slot>> ofDays(Snapshot snapshot, String projectId, CoveredDays covered, MetricRequest request) {
        return days.read(snapshot.connection(), projectId, snapshot.days(), covered, request.kind())
                .map(all -> all.stream()
                        .map(day -> slot(snapshot.days().startOf(day.day()), find(day, request), request))
                        .toList());
    }

    Uni<List<Slot>> ofHours(Snapshot snapshot, String projectId, CoveredDays covered, MetricRequest request) {
        return hours.read(snapshot.connection(), projectId, covered, request.kind())
                .map(all -> slots(snapshot, all, request));
    }

    private static List<Slot> slots(Snapshot snapshot, Map<LocalDate, List<GroupDay>> days, MetricRequest request) {
        List<Slot> slots = new ArrayList<>();
        days.forEach((day, groups) -> {
            GroupDay group = groups.stream()
                    .filter(each -> each.groupId().equals(request.groupId()))
                    .findFirst()
                    .orElse(GroupDay.unused(request.groupId()));
            List<Instant> hours = snapshot.days().hoursOf(day);
            for (int hour = 0; hour < hours.size(); hour++) {
                slots.add(slot(hours.get(hour), group, hour, request));
            }
        });
        return slots;
    }

    private static Slot slot(Instant time, GroupDay group, int hour, MetricRequest request) {
        List<Metric> metrics = request.names().stream()
                .flatMap(name -> name.of(group, hour).map(value -> new Metric(name.toString(), value)).stream())
                .toList();
        return new Slot(time, metrics);
    }

    private static Slot slot(Instant time, KnownGroup group, MetricRequest request) {
        List<Metric> metrics = request.names().stream()
                .map(name -> new Metric(name.toString(), name.of(group)))
                .toList();
        return new Slot(time, metrics);
    }

    private static KnownGroup find(DailyTotalsQuery.Day day, MetricRequest request) {
        return day.groups().stream()
                .filter(group -> group.figures().groupId().equals(request.groupId()))
                .findFirst()
                .orElse(new KnownGroup(0, GroupDay.unused(request.groupId())));
    }
}

package dev.deskhours.export.render;

import java.time.LocalDate;
import java.util.Optional;

import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;

/**
 * The days that name an exported file: the first and last covered one, or, where no day is covered, those of the times
 * that were asked for.
 */
public record ExportPeriod(LocalDate firstDay, LocalDate lastDay, Optional<LocalDate> aggregatedThrough) {
    public static ExportPeriod of(DesktopUsageRequest request, ProjectDays days, Optional<CoveredDays> covered) {
        return new ExportPeriod(
                covered.map(CoveredDays::first).orElseGet(() -> days.dayOf(request.startTime())),
                covered.map(CoveredDays::last).orElseGet(() -> days.dayOf(request.endTime())),
                days.watermark());
    }

    public String fileName(String taskId) {
        return FileName.desktopUsage(firstDay, lastDay, taskId);
    }
}

package dev.deskhours.export.render;

import java.time.LocalDate;
import java.util.Optional;

import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;

/**
 * The days that name an exported file: the first and last covered one, or, where no day is covered, those of the times
 * that were asked for.
 */
public record ExportPeriod(LocalDate firstDay, LocalDate lastDay, Optional<LocalDate> aggregatedThrough) {
    private static final int SHOWN_OF_TASK_ID = 8;

    public static ExportPeriod of(ReportRequest request, ProjectDays days, Optional<CoveredDays> covered) {
        return new ExportPeriod(
                covered.map(CoveredDays::first).orElseGet(() -> days.dayOf(request.startTime())),
                covered.map(CoveredDays::last).orElseGet(() -> days.dayOf(request.endTime())),
                days.watermark());
    }

    /**
     * The name an exported file is downloaded under (docs/spec/api.md, The file):
     * {@code desktop-usage_2026-11-01_2026-11-30_0123abcd.csv}.
     *
     * @param kind of the rows in it
     * @param taskId of 8 characters or more
     */
    public String fileName(String kind, String taskId, FileForm form) {
        return kind + "_" + firstDay + "_" + lastDay + "_" + taskId.substring(0, SHOWN_OF_TASK_ID) + form.extension();
    }
}

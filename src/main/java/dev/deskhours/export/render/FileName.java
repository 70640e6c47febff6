package dev.deskhours.export.render;

import java.time.LocalDate;

/**
 * The name an exported file is downloaded under (docs/spec/api.md, The file): {@code
 * desktop-usage_2026-11-01_2026-11-30_0123abcd.csv}.
 */
public final class FileName {
    private static final int SHOWN_OF_TASK_ID = 8;

    private FileName() {}

    /** @param taskId of 8 characters or more */
    public static String desktopUsage(LocalDate firstDay, LocalDate lastDay, String taskId) {
        return name("desktop-usage", firstDay, lastDay, taskId);
    }

    /** @param taskId of 8 characters or more */
    public static String userUsage(LocalDate firstDay, LocalDate lastDay, String taskId) {
        return name("user-usage", firstDay, lastDay, taskId);
    }

    private static String name(String kind, LocalDate firstDay, LocalDate lastDay, String taskId) {
        return kind + "_" + firstDay + "_" + lastDay + "_" + taskId.substring(0, SHOWN_OF_TASK_ID) + ".csv";
    }
}

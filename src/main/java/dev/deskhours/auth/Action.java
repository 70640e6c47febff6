package dev.deskhours.auth;

/** What a caller may be allowed to do (api.md, Permissions). */
public enum Action {
    EXPORT_DESKTOP_METRICS("workspace:statistics:exportDesktopMetrics"),
    LIST_DESKTOP_METRICS("workspace:statistics:listDesktopMetrics"),
    LIST_EXPORT_TASKS("workspace:tenants:listExportTasks"),
    EXPORT_DATA("workspace:tenants:exportData"),
    DELETE_EXPORT_TASKS("workspace:tenants:deleteExportTasks"),
    IMPORT("workspace:connections:import"),
    AGGREGATE("workspace:statistics:aggregate");

    private final String actionName;

    Action(String actionName) {
        this.actionName = actionName;
    }

    @Override
    public String toString() {
        return actionName;
    }
}

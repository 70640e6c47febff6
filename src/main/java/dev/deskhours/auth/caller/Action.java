package dev.deskhours.auth.caller;

/** What a caller may be allowed to do (docs/spec/api.md, Permissions). */
public enum Action {
    EXPORT_DESKTOP_METRICS("workspace:statistics:exportDesktopMetrics"),
    LIST_DESKTOP_METRICS("workspace:statistics:listDesktopMetrics"),
    EXPORT_USER_METRICS("workspace:statistics:exportUserMetrics"),
    LIST_USER_METRICS("workspace:statistics:listUserMetrics"),
    GET_METRIC("workspace:statistics:getMetric"),
    GET_METRIC_TREND("workspace:statistics:getMetricTrend"),
    GET_GROWTH_RATE("workspace:statistics:getGrowthRate"),
    GET_USED("workspace:statistics:getUsed"),
    GET_UNUSED("workspace:statistics:getUnused"),
    LIST_ONLINE_USERS("workspace:connections:listOnlineUsers"),
    LIST_CONNECTIONS("workspace:connections:securityList"),
    EXPORT_CONNECTIONS("workspace:connections:securityExport"),
    LIST_NOTIFY_RULES("workspace:statistics:listNotificationRules"),
    MANAGE_NOTIFY_RULES("workspace:statistics:manageNotificationRules"),
    LIST_EXPORT_TASKS("workspace:tenants:listExportTasks"),
    EXPORT_DATA("workspace:tenants:exportData"),
    DELETE_EXPORT_TASKS("workspace:tenants:deleteExportTasks"),
    IMPORT("workspace:connections:import"),
    AGGREGATE("workspace:statistics:aggregate"),
    MANAGE_WEBHOOKS("workspace:webhooks:manage"),
    /** Metrics and whatever else shows the service as a whole. */
    OBSERVE("workspace:service:observe");

    private final String actionName;

    Action(String actionName) {
        this.actionName = actionName;
    }

    @Override
    public String toString() {
        return actionName;
    }
}

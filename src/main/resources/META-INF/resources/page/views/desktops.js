import { h } from "../core/dom.js";
import { durationNode, hoursNode } from "../core/numbers.js";
import { t } from "../core/words.js";
import { listView, metric } from "../parts/list-view.js";
import { addressOf } from "../parts/view.js";

/** What is in the address, and how the service calls it. */
const FILTERS = {
  name: { parameter: "resource_name", type: "search" },
  pool: { parameter: "resource_pool_id", type: "text", groups: "pool" },
  ep: { parameter: "enterprise_project_id", type: "text", groups: "enterprise_project" },
  hours_min: { parameter: "usage_min_hours", type: "number" },
  hours_max: { parameter: "usage_max_hours", type: "number" },
  idle_min: { parameter: "min_idle_days", type: "number", max: 180 },
  idle_max: { parameter: "max_idle_days", type: "number", max: 180 },
  active_min: { parameter: "active_days_min", type: "number", max: 180 },
  active_max: { parameter: "active_days_max", type: "number", max: 180 },
};

/** All desktops of a project, as the filters leave them. */
export function desktops(context) {
  return listView(context, {
    view: "desktops",
    url: "statistics/metrics/desktops",
    exported: "desktops",
    filters: FILTERS,
    standard: "desktop_usage.DESC",
    columns,
  });
}

export function desktopLink(context, item) {
  const href = addressOf(context, "desktops", { id: item.resource_id });
  return h("a", { href, title: item.resource_id }, item.resource_name || item.resource_id);
}

function columns(context) {
  return [
    { title: t("column.desktop"), grow: true, cell: item => desktopLink(context, item) },
    { title: t("column.pool"), wide: true, cell: item => item.resource_pool_name ?? item.resource_pool_id ?? "–" },
    { title: t("column.ep"), wide: true, cell: item => item.enterprise_project_id ?? "–" },
    { title: t("column.lastUser"), wide: true, cell: item => item.latest_connect_username ?? "–" },
    {
      title: t("column.used.time"),
      number: true,
      sort: "desktop_usage",
      cell: item => hoursNode(metric(item, "desktop_usage")),
    },
    {
      title: t("column.idle"),
      number: true,
      sort: "desktop_idle_duration",
      cell: item => durationNode(metric(item, "desktop_idle_duration")),
    },
  ];
}

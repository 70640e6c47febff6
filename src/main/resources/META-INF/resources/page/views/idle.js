import { moment, startOf, plusDays } from "../core/days.js";
import { h } from "../core/dom.js";
import { durationNode, hoursNode } from "../core/numbers.js";
import { t } from "../core/words.js";
import { listView, metric } from "../parts/list-view.js";
import { desktopLink } from "./desktops.js";

const FILTERS = {
  idle_min: { parameter: "min_idle_days", type: "number", max: 180, standard: "7" },
  name: { parameter: "resource_name", type: "search" },
  pool: { parameter: "resource_pool_id", type: "text", groups: "pool" },
  ep: { parameter: "enterprise_project_id", type: "text", groups: "enterprise_project" },
};

/** Which desktops nobody uses, for how long already: those that may be taken back. */
export function idle(context) {
  return listView(context, {
    view: "idle",
    url: "statistics/metrics/desktops",
    exported: "desktops",
    filters: FILTERS,
    standard: "desktop_idle_duration.DESC",
    columns,
  });
}

function columns(context) {
  return [
    { title: t("column.desktop"), grow: true, cell: item => desktopLink(context, item) },
    { title: t("column.pool"), wide: true, cell: item => item.resource_pool_name ?? item.resource_pool_id ?? "–" },
    { title: t("column.ep"), wide: true, cell: item => item.enterprise_project_id ?? "–" },
    { title: t("column.lastUser"), wide: true, cell: item => item.latest_connect_username ?? "–" },
    { title: t("column.since"), wide: true, still: true, cell: item => since(context, item) },
    {
      title: t("column.idle"),
      number: true,
      sort: "desktop_idle_duration",
      cell: item => durationNode(metric(item, "desktop_idle_duration")),
    },
    { title: t("column.idle.hours"), number: true, cell: item => hoursNode(metric(item, "desktop_idle_duration")) },
  ];
}

/** Idleness is counted back from the end of the period, or of what has been counted. */
function since({ period, info }, item) {
  const last = info.through && info.through < period.last ? info.through : period.last;
  const end = startOf(plusDays(last, 1), info.zone);
  return h("span", {}, moment(end - metric(item, "desktop_idle_duration") * 1000, info.zone));
}

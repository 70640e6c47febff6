import { h } from "../core/dom.js";
import { count, hoursNode } from "../core/numbers.js";
import { t } from "../core/words.js";
import { listView, metric } from "../parts/list-view.js";
import { addressOf } from "../parts/view.js";

const FILTERS = {
  person: { parameter: "username", type: "search" },
  ep: { parameter: "enterprise_project_id", type: "text", groups: "enterprise_project" },
  hours_min: { parameter: "usage_min_hours", type: "number" },
  hours_max: { parameter: "usage_max_hours", type: "number" },
};

/** All people of a project, as the filters leave them: a row for each enterprise project whose desktops they used. */
export function people(context) {
  return listView(context, {
    view: "people",
    url: "statistics/metrics/users",
    exported: "users",
    filters: FILTERS,
    standard: "user_usage.DESC",
    columns,
  });
}

function columns(context) {
  const to = item => addressOf(context, "people", { id: item.username });
  const number = (title, name) => ({ title, number: true, cell: item => count(metric(item, name)) });
  return [
    { title: t("column.person"), grow: true, cell: item => h("a", { href: to(item) }, item.username) },
    { title: t("column.ep"), wide: true, cell: item => item.enterprise_project_id ?? "–" },
    {
      title: t("column.used.time"),
      number: true,
      sort: "user_usage",
      cell: item => hoursNode(metric(item, "user_usage")),
    },
    number(t("column.logins"), "user_login_success_count"),
    number(t("column.failed"), "user_login_fail_count"),
  ];
}

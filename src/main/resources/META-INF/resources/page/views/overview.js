import { path, read } from "../core/api.js";
import { covering, dayText, moment } from "../core/days.js";
import { h } from "../core/dom.js";
import { count, exactHours, hours } from "../core/numbers.js";
import { kept } from "../core/period.js";
import { t } from "../core/words.js";
import { dayChart } from "../parts/day-chart.js";
import { figures, shares } from "../parts/figures.js";
import { heatmap } from "../parts/heatmap.js";
import { emptiness, pane } from "../parts/states.js";
import { addressOf, panesView } from "../parts/view.js";

/** A project in a period, against the period before. */
export function overview(context) {
  const panes = [
    totals(context),
    days(context),
    week(context),
    groups(context, "pool"),
    groups(context, "enterprise_project"),
  ];
  return panesView(context, t("view.overview"), panes);
}

function ask(context, what, signal, parameters = {}) {
  const { first, last } = context.period;
  const query = { ...covering(first, last, context.info.zone), ...parameters };
  return read(path("v1", context.project, `usage/${what}`, query), signal);
}

function totals(context) {
  return pane(t("overview.totals"), {
    look: "whole bare",
    skeleton: "row",
    load: signal => ask(context, "summary", signal),
    draw: summary =>
      summary.last_day && summary.desktops_known ? figures(totalFigures(context, summary)) : nothing(context),
  });
}

function totalFigures(context, now) {
  const was = now.before?.last_day ? now.before : null;
  const figure = (field, show = count) => ({
    name: t(`figure.${field}`),
    value: show(now[field] ?? 0),
    change: was && [
      now[field] ?? 0,
      was[field] ?? 0,
      t("change.before", {
        value: show(was[field] ?? 0),
        first: dayText(was.first_day, "short"),
        last: dayText(was.last_day, "short"),
      }),
    ],
  });
  return [
    { ...figure("desktop_usage", hours), title: exactHours(now.desktop_usage) },
    figure("desktops_used"),
    figure("desktops_idle"),
    figure("unique_users"),
    figure("logins"),
    figure("logins_failed"),
    { ...figure("peak_desktops"), title: now.peak_at && moment(now.peak_at, context.info.zone) },
  ];
}

/** Says where the records are, if there are any. */
function nothing(context) {
  const { last, desktops } = context.info;
  const first = [context.info.first, kept(context.info.zone).first].toSorted()[1];
  if (!context.info.first || !desktops || last < first) {
    return emptiness(
      t("empty.project"),
      t("empty.projectText"),
      h("a", { class: "button primary", href: addressOf(context, "records") }, t("view.records")),
    );
  }
  const there = addressOf(context, "", { period: "", first, last });
  return emptiness(
    t("empty.period"),
    t("empty.periodText", { first: dayText(first, "full"), last: dayText(last, "full") }),
    h("a", { class: "button", href: there }, t("empty.show")),
  );
}

function days(context) {
  return pane(t("overview.days"), {
    look: "whole",
    skeleton: "chart-room",
    load: signal => ask(context, "daily", signal),
    draw: ({ days: known }) => dayChart(context.period, known),
  });
}

function week(context) {
  return pane(t("overview.week"), {
    look: "whole",
    load: signal => ask(context, "hours", signal),
    draw: ({ weekdays }) => (weekdays.length ? heatmap(weekdays) : emptiness(t("empty.days"), t("empty.daysText"))),
  });
}

function groups(context, by) {
  return pane(t(`overview.${by}`), {
    load: signal => ask(context, "summary", signal, { group_by: by }),
    draw: summary => groupShares(context, by, summary.groups ?? []),
  });
}

function groupShares(context, by, list) {
  const filter = by === "pool" ? "pool" : "ep";
  const row = group => ({
    name: group.name || group.id || t("group.none"),
    value: group.desktop_usage,
    href: group.id && addressOf(context, "desktops", { [filter]: group.id }),
  });
  return list.length ? shares(list.map(row)) : emptiness(t("empty.groups"), t("empty.groupsText"));
}

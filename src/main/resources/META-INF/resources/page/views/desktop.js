import { path, read } from "../core/api.js";
import { covering } from "../core/days.js";
import { h } from "../core/dom.js";
import { count, duration, durationNode, exactHours, hours } from "../core/numbers.js";
import { t } from "../core/words.js";
import { askedOnce, sessionPane, sharesPane, stripPane } from "../parts/day-panes.js";
import { figures } from "../parts/figures.js";
import { icon } from "../parts/icons.js";
import { metric } from "../parts/list-view.js";
import { emptiness, pane } from "../parts/states.js";
import { addressOf, panesView } from "../parts/view.js";

/** One desktop: its days, the sessions behind each, and who used it. */
export function desktop(context) {
  const days = askedOnce(() => daysOf(context));
  const heading = h("span", {}, context.id);
  const nobody = () => emptiness(t("empty.users"), t("empty.usersText"));
  const panes = [
    facts(context, days, heading),
    stripPane(context, days),
    sessionPane(context, days),
    sharesPane(t("desktop.users"), days, nobody),
  ];
  const back = h("a", { class: "back", href: addressOf(context, "desktops") }, icon("back"), t("view.desktops"));
  const view = panesView(context, heading, panes, { back });
  return { ...view, update: () => (days.forget(), view.update()) };
}

async function daysOf(context) {
  const { first, last } = context.period;
  const query = { ...covering(first, last, context.info.zone), detail: "sessions" };
  const what = `desktops/${encodeURIComponent(context.id)}/usage`;
  const { days } = await read(path("v1", context.project, what, query));
  return days.map(day => ({
    ...day,
    seconds: day.desktop_usage,
    sessions: (day.sessions ?? []).map(session => ({ ...session, ...person(context, session.user_name) })),
  }));
}

function person(context, name) {
  return name ? { label: name, href: addressOf(context, "people", { id: name }) } : { label: t("person.none") };
}

function item(context, signal) {
  const { first, last } = context.period;
  const query = { ...covering(first, last, context.info.zone), resource_id: context.id, limit: 1 };
  return read(path("v2", context.project, "statistics/metrics/desktops", query), signal);
}

function facts(context, days, heading) {
  return pane(t("desktop.facts"), {
    look: "whole bare",
    skeleton: "row",
    load: signal => Promise.all([item(context, signal), days.get()]),
    draw: ([list, known]) => {
      const [found] = list.items;
      heading.textContent = found?.resource_name || context.id;
      return [describe(context, found), figures(figuresOf(found, known))];
    },
  });
}

function describe(context, found) {
  const parts = [
    [t("column.id"), context.id],
    [t("column.pool"), found?.resource_pool_name ?? found?.resource_pool_id],
    [t("column.ep"), found?.enterprise_project_id],
    [t("column.lastUser"), found?.latest_connect_username],
  ].filter(([, value]) => value);
  return h(
    "dl",
    { class: "facts" },
    ...parts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

function figuresOf(found, days) {
  const idle = found && { name: t("column.idle"), value: durationNode(metric(found, "desktop_idle_duration")) };
  return [...usageFigures(days), ...(idle ? [idle] : [])];
}

/** What days add up to, of a desktop or of a person. */
export function usageFigures(days) {
  const usage = days.reduce((sum, day) => sum + day.seconds, 0);
  const active = days.filter(day => day.seconds > 0).length;
  const logins = days.reduce((sum, day) => sum + day.logins, 0);
  return [
    { name: t("figure.desktop_usage"), value: hours(usage), title: exactHours(usage) },
    { name: t("figure.active_days"), value: count(active) },
    { name: t("figure.average"), value: active ? duration(usage / active) : "–" },
    { name: t("figure.logins"), value: count(logins) },
  ];
}

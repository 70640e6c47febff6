import { path, read } from "../core/api.js";
import { change } from "../core/address.js";
import { covering, dayText, eachDay } from "../core/days.js";
import { h } from "../core/dom.js";
import { count, duration, durationNode, exactHours, hours } from "../core/numbers.js";
import { t } from "../core/words.js";
import { figures, shares } from "../parts/figures.js";
import { icon } from "../parts/icons.js";
import { metric } from "../parts/list-view.js";
import { emptiness, pane } from "../parts/states.js";
import { strip, timeline } from "../parts/timeline.js";
import { addressOf, panesView } from "../parts/view.js";

const SHOWN_DAYS = 14;

/** One desktop: its days, the sessions behind each, and who used it. */
export function desktop(context) {
  const days = remembered(context);
  const heading = h("span", {}, context.id);
  const panes = [facts(context, days, heading), stripPane(context, days), sessions(context, days), users(days)];
  const back = h("a", { class: "back", href: addressOf(context, "desktops") }, icon("back"), t("view.desktops"));
  const view = panesView(context, heading, panes, { back });
  return { ...view, update: () => (days.forget(), view.update()) };
}

/** Four panes show one answer: it is asked for once. */
function remembered(context) {
  let answer;
  const ask = () => {
    const { first, last } = context.period;
    const query = { ...covering(first, last, context.info.zone), detail: "sessions" };
    return read(path("v1", context.project, `desktops/${encodeURIComponent(context.id)}/usage`, query));
  };
  const again = error => {
    answer = undefined;
    throw error;
  };
  return {
    get: () => (answer ??= ask().catch(again)),
    forget: () => (answer = undefined),
  };
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
    draw: ([list, answer]) => [
      describe(context, list.items[0], heading),
      figures(figuresOf(list.items[0], answer.days)),
    ],
  });
}

function describe(context, found, heading) {
  heading.textContent = found?.resource_name || context.id;
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
  const usage = days.reduce((sum, day) => sum + day.desktop_usage, 0);
  const active = days.filter(day => day.desktop_usage > 0).length;
  const logins = days.reduce((sum, day) => sum + day.logins, 0);
  return [
    { name: t("figure.desktop_usage"), value: hours(usage), title: exactHours(usage) },
    { name: t("figure.active_days"), value: count(active) },
    { name: t("figure.average"), value: active ? duration(usage / active) : "–" },
    { name: t("figure.logins"), value: count(logins) },
    ...(found ? [{ name: t("column.idle"), value: durationNode(metric(found, "desktop_idle_duration")) }] : []),
  ];
}

function stripPane(context, days) {
  return pane(t("desktop.days"), {
    look: "whole",
    load: days.get,
    draw: answer => [
      strip(all(context, answer.days), context.parameters.day ?? "", day => change({ day })),
      ends(context),
    ],
  });
}

function ends({ period: { first, last } }) {
  return h(
    "p",
    { class: "strip-ends quiet", "aria-hidden": "true" },
    h("span", {}, dayText(first)),
    h("span", {}, dayText(last)),
  );
}

/** Every day of the period: up to where it was counted a day that is not told of was not used. */
function all(context, days) {
  const known = new Map(days.map(day => [day.day, day]));
  const through = context.info.through ?? days.at(-1)?.day ?? "";
  return eachDay(context.period.first, context.period.last).map(
    day => known.get(day) ?? (day <= through ? { day, desktop_usage: 0 } : { day }),
  );
}

function sessions(context, days) {
  return pane(t("desktop.sessions"), {
    look: "whole",
    load: days.get,
    draw: answer => sessionLines(context, answer.days),
  });
}

function sessionLines(context, days) {
  const { day: chosen, all: everything } = context.parameters;
  const used = days.filter(day => day.sessions?.length && (!chosen || day.day === chosen)).toReversed();
  if (used.length === 0) {
    return chosen
      ? emptiness(t("empty.day"), t("empty.dayText", { day: dayText(chosen, "full") }))
      : emptiness(t("empty.sessions"), t("empty.sessionsText"));
  }
  const shown = everything ? used : used.slice(0, SHOWN_DAYS);
  const more =
    used.length > shown.length &&
    h(
      "button",
      { type: "button", id: "more-days", onclick: () => change({ all: "1" }) },
      t("desktop.more", { n: used.length - shown.length }),
    );
  return [timeline(shown, context.info.zone), more];
}

function users(days) {
  return pane(t("desktop.users"), {
    look: "whole",
    load: days.get,
    draw: answer => userShares(answer.days.flatMap(day => day.sessions ?? [])),
  });
}

/** Hours in sessions: two at once count twice here, and once in the hours of the desktop. */
function userShares(list) {
  const sums = new Map();
  for (const { user_name: user = "", from, to } of list) {
    sums.set(user, (sums.get(user) ?? 0) + (Date.parse(to) - Date.parse(from)) / 1000);
  }
  const rows = [...sums].map(([user, value]) => ({ name: user || t("person.none"), value }));
  return rows.length ? shares(rows) : emptiness(t("empty.users"), t("empty.usersText"));
}

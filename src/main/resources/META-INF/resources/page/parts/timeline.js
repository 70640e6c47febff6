import { clock, dayText, plusDays, startOf } from "../core/days.js";
import { h, placed } from "../core/dom.js";
import { duration, exactHours, hours } from "../core/numbers.js";
import { t } from "../core/words.js";
import { level } from "./heatmap.js";

/** A square for each day, as strong as it was used. Pressing one chooses it. */
export function strip(days, chosen, choose) {
  const most = Math.max(0, ...days.map(day => day.seconds ?? 0));
  const square = day => {
    const known = day.seconds !== undefined;
    const words = known
      ? t("strip.day", { day: dayText(day.day, "full"), hours: hours(day.seconds) })
      : t("strip.unknown", { day: dayText(day.day, "full") });
    const look = known ? `heat-${level(day.seconds, most)}` : "heat-none";
    const pressed = day.day === chosen;
    return h("button", {
      type: "button",
      id: `day-${day.day}`,
      class: look,
      title: words,
      "aria-label": words,
      "aria-pressed": String(pressed),
      onclick: () => choose(pressed ? "" : day.day),
    });
  };
  return h("div", { class: "strip", role: "group", "aria-label": t("strip.label") }, ...days.map(square));
}

/** The sessions of days, each day a line from midnight to midnight in the zone of the project. */
export function timeline(days, zone) {
  return h("div", { class: "timeline" }, scale(), h("ol", {}, ...days.map(day => line(day, zone))));
}

function scale() {
  const marks = [0, 6, 12, 18, 24].map(hour => placed(h("i", {}, `${hour}`), { left: (100 * hour) / 24 }));
  return h(
    "div",
    { class: "timeline-row scale", "aria-hidden": "true" },
    h("span"),
    h("span", { class: "lane" }, ...marks),
    h("span"),
  );
}

function line(day, zone) {
  const begin = startOf(day.day, zone);
  const length = startOf(plusDays(day.day, 1), zone) - begin;
  const lane = day.sessions.map(session => block(session, begin, length, zone));
  return h(
    "li",
    { class: "timeline-row" },
    h("span", { class: "timeline-day" }, dayText(day.day)),
    h("ul", { class: "lane" }, ...lane),
    h("span", { class: "number", title: exactHours(day.seconds) }, hours(day.seconds)),
  );
}

function block(session, begin, length, zone) {
  const from = new Date(session.from);
  const to = new Date(session.to);
  const values = {
    from: clock(from, zone),
    to: clock(to, zone),
    who: session.label,
    length: duration((to - from) / 1000),
  };
  const words = t("timeline.session", values);
  const inner = session.href
    ? h("a", { href: session.href, "aria-label": words })
    : h("span", { class: "hidden" }, words);
  const node = h("li", { title: words }, inner);
  return placed(node, { left: (100 * (from - begin)) / length, width: (100 * (to - from)) / length });
}

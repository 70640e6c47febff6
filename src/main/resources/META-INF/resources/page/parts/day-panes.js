import { change } from "../core/address.js";
import { dayText, eachDay } from "../core/days.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { shares } from "./figures.js";
import { emptiness, pane } from "./states.js";
import { strip, timeline } from "./timeline.js";

const SHOWN_DAYS = 14;

/**
 * Several panes show one answer: it is asked for once, and again after it failed or was forgotten. `ask` gives days, each
 * `{day, seconds, logins, sessions: [{from, to, label, href?}]}`.
 */
export function askedOnce(ask) {
  let answer;
  const again = error => {
    answer = undefined;
    throw error;
  };
  return {
    get: () => (answer ??= ask().catch(again)),
    forget: () => (answer = undefined),
  };
}

/** All days of the period as squares. */
export function stripPane(context, days) {
  return pane(t("desktop.days"), {
    look: "whole",
    load: days.get,
    draw: known => [
      strip(all(context, known), context.parameters.day ?? "", day => change({ day })),
      h(
        "p",
        { class: "strip-ends quiet", "aria-hidden": "true" },
        h("span", {}, dayText(context.period.first)),
        h("span", {}, dayText(context.period.last)),
      ),
    ],
  });
}

/** Up to where days were counted, one that is not told of was not used. */
function all({ info, period }, days) {
  const known = new Map(days.map(day => [day.day, day]));
  const through = info.through ?? days.at(-1)?.day ?? "";
  return eachDay(period.first, period.last).map(
    day => known.get(day) ?? (day <= through ? { day, seconds: 0 } : { day }),
  );
}

/** The sessions of each day, or of the one that is chosen. */
export function sessionPane(context, days) {
  return pane(t("desktop.sessions"), {
    look: "whole",
    load: days.get,
    draw: known => lines(context, known),
  });
}

function lines(context, days) {
  const { day: chosen, all: everything } = context.parameters;
  const used = days.filter(day => day.sessions.length && (!chosen || day.day === chosen)).toReversed();
  if (used.length === 0) {
    return chosen
      ? emptiness(t("empty.day"), t("empty.dayText", { day: dayText(chosen, "full") }))
      : emptiness(t("empty.sessions"), t("empty.sessionsText"));
  }
  const shown = everything ? used : used.slice(0, SHOWN_DAYS);
  const rest = used.length - shown.length;
  const more = () => change({ all: "1" });
  return [
    timeline(shown, context.info.zone),
    rest > 0 && h("button", { type: "button", id: "more-days", onclick: more }, t("desktop.more", { n: rest })),
  ];
}

/** Who, or what, the sessions were of: two at once count twice here, and once in the hours of a desktop. */
export function sharesPane(title, days, nothing) {
  return pane(title, {
    look: "whole",
    load: days.get,
    draw: known => sharesOf(known.flatMap(day => day.sessions)) ?? nothing(),
  });
}

function sharesOf(sessions) {
  const rows = new Map();
  for (const { from, to, label, href } of sessions) {
    const row = rows.get(label) ?? { name: label, value: 0, href };
    row.value += (Date.parse(to) - Date.parse(from)) / 1000;
    rows.set(label, row);
  }
  return rows.size > 0 ? shares([...rows.values()]) : null;
}

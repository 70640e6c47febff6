import { path, read } from "../core/api.js";
import { covering } from "../core/days.js";
import { h } from "../core/dom.js";
import { count } from "../core/numbers.js";
import { t } from "../core/words.js";
import { askedOnce, sessionPane, sharesPane, stripPane } from "../parts/day-panes.js";
import { figures } from "../parts/figures.js";
import { icon } from "../parts/icons.js";
import { emptiness, pane } from "../parts/states.js";
import { addressOf, panesView } from "../parts/view.js";
import { usageFigures } from "./desktop.js";

/** One person: their days, the sessions behind each, and which desktops they used. */
export function person(context) {
  const days = askedOnce(() => daysOf(context));
  const none = () => emptiness(t("empty.sessions"), t("empty.sessionsText"));
  const panes = [
    facts(days),
    stripPane(context, days),
    sessionPane(context, days),
    sharesPane(t("person.desktops"), days, none),
  ];
  const back = h("a", { class: "back", href: addressOf(context, "people") }, icon("back"), t("view.people"));
  const view = panesView(context, context.id, panes, { back });
  return { ...view, update: () => (days.forget(), view.update()) };
}

async function daysOf(context) {
  const { first, last } = context.period;
  const query = { ...covering(first, last, context.info.zone), detail: "sessions" };
  const { days } = await read(path("v1", context.project, `users/${encodeURIComponent(context.id)}/usage`, query));
  const desktop = id => ({ label: id, href: addressOf(context, "desktops", { id }) });
  return days.map(day => ({
    ...day,
    seconds: day.user_usage,
    sessions: (day.sessions ?? []).map(session => ({ ...session, ...desktop(session.desktop_id) })),
  }));
}

function facts(days) {
  return pane(t("person.facts"), {
    look: "whole bare",
    skeleton: "row",
    load: days.get,
    draw: known => {
      const failed = known.reduce((sum, day) => sum + day.logins_failed, 0);
      return figures([...usageFigures(known), { name: t("figure.logins_failed"), value: count(failed) }]);
    },
  });
}

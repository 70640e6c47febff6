import { dayText, daysBetween, eachDay, isWeekend } from "../core/days.js";
import { h } from "../core/dom.js";
import { count, exactHours, hours, hoursAlone } from "../core/numbers.js";
import { t } from "../core/words.js";
import { barChart } from "./chart.js";
import { emptiness } from "./states.js";
import { table } from "./table.js";

/** Hours for each day of the period, with the peak where the service tells it, and the same as a table. */
export function dayChart(period, days) {
  if (days.length === 0) {
    return emptiness(t("empty.days"), t("empty.daysText"));
  }
  const known = new Map(days.map(day => [day.day, day]));
  const peaks = days.some(day => day.peak_desktops !== undefined);
  const bars = eachDay(period.first, period.last).map(day => bar(day, known.get(day)));
  const label = t("chart.days", { n: daysBetween(period.first, period.last) });
  return [legend(peaks, bars), barChart(label, bars, { line: peaks }), details(days, peaks)];
}

function bar(day, total) {
  return {
    label: dayText(day, "short"),
    value: total ? total.desktop_usage / 3600 : null,
    line: total?.peak_desktops,
    weekend: isWeekend(day),
    words: total ? t("chart.day", wordsOf(day, total)) : t("chart.unknown", { day: dayText(day) }),
  };
}

function wordsOf(day, total) {
  const peak = total.peak_desktops === undefined ? "" : t("chart.peak", { n: total.peak_desktops });
  return {
    day: dayText(day),
    hours: hours(total.desktop_usage),
    used: total.desktops_used,
    known: total.desktops_known,
    logins: total.logins,
    peak,
  };
}

function legend(peaks, bars) {
  const entry = (look, text) => h("li", {}, h("i", { class: look }), text);
  return h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    entry("key-bar", t("legend.hours")),
    bars.some(one => one.weekend) && entry("key-bar-soft", t("legend.weekend")),
    peaks && entry("key-line", t("legend.peak")),
  );
}

function details(days, peaks) {
  const number = (title, cell) => ({ title, cell, number: true });
  const columns = [
    { title: t("column.day"), cell: day => dayText(day.day, "full") },
    number(t("column.hours"), day =>
      h("span", { title: exactHours(day.desktop_usage) }, hoursAlone(day.desktop_usage)),
    ),
    number(t("column.used"), day => count(day.desktops_used)),
    number(t("column.known"), day => count(day.desktops_known)),
    number(t("column.logins"), day => count(day.logins)),
    ...(peaks ? [number(t("column.peak"), day => count(day.peak_desktops))] : []),
  ];
  return h("details", {}, h("summary", {}, t("chart.table")), table(t("overview.days"), columns, days.toReversed()));
}

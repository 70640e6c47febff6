import { h } from "../core/dom.js";
import { weekdayName } from "../core/days.js";
import { tenths } from "../core/numbers.js";
import { t } from "../core/words.js";

const LEVELS = 7;
const NAMES = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** How strong a colour stands for a value: 0 is nothing, 7 the most there is. */
export function level(value, most) {
  // 7 * 38.9 / 38.9 is a little more than 7.
  return value > 0 && most > 0 ? Math.min(LEVELS, Math.max(1, Math.ceil((LEVELS * value) / most))) : 0;
}

/** A week by hours: a table, of which the colours are a second way to read it. */
export function heatmap(weekdays) {
  const most = Math.max(0, ...weekdays.flatMap(day => day.hours.map(hour => hour.average)));
  const hours = Array.from({ length: 24 }, (_, hour) =>
    h("th", { scope: "col" }, hour % 3 === 0 ? String(hour) : h("span", { class: "hidden" }, String(hour))),
  );
  return h(
    "div",
    { class: "heat-box" },
    h(
      "table",
      { class: "heat" },
      h("caption", { class: "hidden" }, t("heat.caption")),
      h("thead", {}, h("tr", {}, h("td"), ...hours)),
      h(
        "tbody",
        {},
        ...NAMES.map((name, index) =>
          row(
            index,
            weekdays.find(day => day.weekday === name),
            most,
          ),
        ),
      ),
    ),
    scale(most),
  );
}

function row(index, day, most) {
  const cells = Array.from({ length: 24 }, (_, hour) => day?.hours.find(entry => entry.hour === hour));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, weekdayName(index)),
    ...cells.map((entry, hour) => cell(index, hour, entry, most)),
  );
}

function cell(index, hour, entry, most) {
  if (!entry) {
    return h("td", { class: "heat-none" }, h("span", { class: "hidden" }, "–"));
  }
  const values = {
    day: weekdayName(index, "long"),
    from: hour,
    to: hour + 1,
    average: tenths(entry.average),
    highest: entry.highest,
  };
  return h(
    "td",
    { class: `heat-${level(entry.average, most)}`, title: t("heat.cell", values) },
    h("span", { class: "hidden" }, tenths(entry.average)),
  );
}

function scale(most) {
  const steps = Array.from({ length: LEVELS + 1 }, (_, step) => h("i", { class: `heat-${step}` }));
  return h("p", { class: "heat-scale quiet", "aria-hidden": "true" }, "0", ...steps, tenths(most));
}

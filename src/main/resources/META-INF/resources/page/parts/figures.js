import { h, placed } from "../core/dom.js";
import { exactHours, hours, share } from "../core/numbers.js";
import { t } from "../core/words.js";

const MOST = 8;

/** The numbers at the top of a view. A figure is `{name, value, title?, change?, note?}`; `change` is `[now, before, words of before]`. */
export function figures(list) {
  return h("dl", { class: "figures" }, ...list.map(figure));
}

function figure({ name, value, title, change, note }) {
  return h(
    "div",
    { class: "figure" },
    h("dt", {}, name),
    h("dd", { class: "value", title }, value),
    change && h("dd", { class: "change", title: change[2] }, changeText(change[0], change[1])),
    note && h("dd", { class: "change" }, note),
  );
}

/** More or less than before is neither good nor bad here. */
function changeText(now, before) {
  if (!before) {
    return now ? t("change.new") : t("change.none");
  }
  const part = Math.round((100 * (now - before)) / before);
  return part === 0 ? t("change.same") : t(part > 0 ? "change.more" : "change.less", { percent: Math.abs(part) });
}

/** Who has which part of the whole, in seconds. A row is `{name, value, href?}`; those who have little are added up. */
export function shares(rows) {
  const sorted = rows.toSorted((one, other) => other.value - one.value);
  const whole = sorted.reduce((sum, row) => sum + row.value, 0);
  const shown = [...sorted.slice(0, MOST), ...others(sorted.slice(MOST))];
  const most = Math.max(1, ...shown.map(row => row.value));
  return h("ul", { class: "shares" }, ...shown.map(row => shareRow(row, whole, most)));
}

function others(rows) {
  const value = rows.reduce((sum, row) => sum + row.value, 0);
  return rows.length > 0 ? [{ name: t("group.rest", { n: rows.length }), value }] : [];
}

function shareRow(row, whole, most) {
  return h(
    "li",
    {},
    h("span", { class: "share-name", title: row.name }, row.href ? h("a", { href: row.href }, row.name) : row.name),
    h(
      "span",
      { class: "share-value", title: exactHours(row.value) },
      hours(row.value),
      h("span", { class: "quiet" }, ` ${share(row.value, whole)}`),
    ),
    h("span", { class: "track", "aria-hidden": "true" }, placed(h("i"), { width: (100 * row.value) / most })),
  );
}

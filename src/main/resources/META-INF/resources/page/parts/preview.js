import { h } from "../core/dom.js";
import { badRecords } from "../core/intake.js";
import { bytes, count } from "../core/numbers.js";
import { t } from "../core/words.js";
import { icon } from "./icons.js";
import { table } from "./table.js";

/** What a file would give, before any of it is kept. */
export function preview(file, seen) {
  const title = seen.mapping === "own" ? t("preview.own") : t("preview.as", { mapping: seen.mapping });
  return h(
    "section",
    { class: "pane", "aria-labelledby": "preview-title" },
    h(
      "div",
      { class: "pane-head" },
      h("h2", { id: "preview-title" }, title),
      h("span", { class: "quiet" }, `${file.name}, ${bytes(file.size)}`),
    ),
    h("p", {}, t("preview.records", { n: seen.received })),
    notes(seen),
    first(seen.sessions ?? seen.desktops ?? []),
  );
}

function first(rows) {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const columns = names.map((name, index) => ({
    title: name,
    still: index > 0,
    cell: row => String(row[name] ?? ""),
  }));
  const title = t("preview.first", { n: rows.length });
  return rows.length > 0 && [h("h3", {}, title), table(title, columns, rows)];
}

/** What of the records is not as it came, and what was left out and why. */
function notes(answer) {
  const left = Object.entries(answer.left_out ?? {}).map(([reason, n]) => t("taken.left", { n, reason }));
  const lines = [
    answer.adjusted_times > 0 && t("taken.adjusted", { n: answer.adjusted_times }),
    answer.ignored_fields?.length > 0 && t("taken.ignored", { fields: answer.ignored_fields.join(", ") }),
    answer.moved > 0 && t("taken.moved", { n: answer.moved }),
    ...left,
  ].filter(Boolean);
  return lines.length > 0 && h("ul", { class: "notes" }, ...lines.map(line => h("li", {}, line)));
}

/** What became of the records. */
export function taken(answer) {
  const number = name => h("div", {}, h("dt", {}, t(`taken.${name}`)), h("dd", {}, count(answer[name] ?? 0)));
  return h(
    "section",
    { class: "pane", "aria-labelledby": "taken-title" },
    h("h2", { id: "taken-title" }, t("taken.title", { n: answer.received })),
    h("dl", { class: "facts" }, ...["inserted", "updated", "unchanged"].map(number)),
    notes(answer),
  );
}

/** Why nothing was taken, a line for each bad record. */
export function problems(file, text, again) {
  return h(
    "section",
    { class: "pane problems", role: "alert" },
    h("h2", {}, icon("bad"), t("problems.title", { file: file.name })),
    h("p", { class: "quiet" }, t("problems.text")),
    h("ol", { class: "bad-records" }, ...badRecords(text).map(line => h("li", {}, line))),
    h("div", { class: "row" }, h("button", { type: "button", onclick: again }, t("state.retry"))),
  );
}

import { h } from "../core/dom.js";
import { badRecords } from "../core/intake.js";
import { bytes, count } from "../core/numbers.js";
import { t } from "../core/words.js";
import { icon } from "./icons.js";
import { table } from "./table.js";

const COMMAND = "deskhours import FILE --project PROJECT --dry-run";

/** What a file begins with, before any of it is sent. */
export function preview(file, { rows, missing }) {
  return h(
    "section",
    { class: "pane", "aria-labelledby": "preview-title" },
    h(
      "div",
      { class: "pane-head" },
      h("h2", { id: "preview-title" }, t(missing.length ? "preview.other" : "preview.own")),
      h("span", { class: "quiet" }, `${file.name}, ${bytes(file.size)}`),
    ),
    missing.length > 0 && lacking(missing),
    rows.length > 0 && sessions(rows),
  );
}

/** Says what a file would have to have, and how those of other systems come in. */
function lacking(missing) {
  return [
    h("p", {}, t("preview.missing", { n: missing.length, columns: missing.join(", ") })),
    h("p", { class: "quiet" }, t("preview.command")),
    h("pre", {}, COMMAND),
  ];
}

function sessions(rows) {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const columns = names.map((name, index) => ({ title: name, still: index > 0, cell: row => String(row[name] ?? "") }));
  const title = t("preview.first", { n: rows.length });
  return [h("h3", {}, title), table(title, columns, rows)];
}

/** What of the records is not as it came. */
function notes(answer) {
  const lines = [
    answer.adjusted_times > 0 && t("taken.adjusted", { n: answer.adjusted_times }),
    answer.ignored_fields?.length > 0 && t("taken.ignored", { fields: answer.ignored_fields.join(", ") }),
    answer.moved > 0 && t("taken.moved", { n: answer.moved }),
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

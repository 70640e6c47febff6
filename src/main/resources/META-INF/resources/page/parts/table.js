import { h } from "../core/dom.js";
import { change } from "../core/address.js";
import { count } from "../core/numbers.js";
import { t } from "../core/words.js";

/**
 * A table that scrolls within itself. A column is `{title, cell, number?, sort?, wide?, grow?, still?}`: `sort` names the field that the service
 * sorts by, `wide` columns are left out on a phone, one that stands `still` is never broken. The first column heads its row.
 */
export function table(label, columns, rows, { order, rowClass } = {}) {
  const head = columns.map(column => heading(column, order));
  const body = rows.map(row =>
    h("tr", { class: rowClass?.(row) }, ...columns.map((column, index) => cell(column, row, index))),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body)),
  );
}

function looks({ number, wide, grow, still }) {
  return [number && "number", wide && "wide", grow && "grow", still && "still"].filter(Boolean).join(" ") || null;
}

function cell(column, row, index) {
  const attributes = index === 0 ? { scope: "row", class: looks(column) } : { class: looks(column) };
  return h(index === 0 ? "th" : "td", attributes, column.cell(row));
}

function heading(column, order) {
  if (!column.sort || !order) {
    return h("th", { scope: "col", class: looks(column) }, column.title);
  }
  const sorted = order.field === column.sort ? order.type : "";
  const words = { ASC: "ascending", DESC: "descending" };
  return h("th", { scope: "col", class: looks(column), "aria-sort": words[sorted] ?? "none" }, sorter(column, sorted));
}

function sorter(column, sorted) {
  const next = sorted === "DESC" ? "ASC" : "DESC";
  const turn = () => change({ sort: `${column.sort}.${next}`, page: "" });
  return h(
    "button",
    { type: "button", class: `sorter ${sorted}`, id: `sort-${column.sort}`, onclick: turn },
    column.title,
  );
}

/** The order in the address, `FIELD.TYPE`. */
export function orderOf(parameters, standard) {
  const [field, type] = (parameters.sort || standard).split(".");
  return { field, type: type === "ASC" ? "ASC" : "DESC" };
}

/** From where to where, of how many, and the ways to the pages beside. */
export function pager(page, size, total) {
  const first = (page - 1) * size + 1;
  const last = Math.min(page * size, total);
  const to = (name, number, possible) =>
    h(
      "button",
      {
        type: "button",
        id: `page-${name}`,
        disabled: !possible,
        onclick: () => change({ page: number > 1 ? number : "" }),
      },
      t(`page.${name}`),
    );
  return h(
    "div",
    { class: "pager" },
    h("p", { class: "quiet" }, t("page.range", { first: count(first), last: count(last), total: count(total) })),
    total > size &&
      h(
        "nav",
        { class: "row", "aria-label": t("page.label") },
        to("back", page - 1, page > 1),
        to("next", page + 1, last < total),
      ),
  );
}

export function pageOf(parameters) {
  const page = Number(parameters.page);
  return Number.isInteger(page) && page > 0 ? page : 1;
}

import { path, read } from "../core/api.js";
import { change } from "../core/address.js";
import { covering } from "../core/days.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { exportButton } from "./export-button.js";
import { filterForm } from "./filters.js";
import { emptiness, pane } from "./states.js";
import { orderOf, pageOf, pager, table } from "./table.js";
import { addressOf, panesView } from "./view.js";

const SIZE = 50;

/**
 * A list of which the service gives one page: filtered, sorted, and to be exported exactly as it is seen. `list` is
 * `{view, url, filters, standard, columns, fixed?, exported?}`: `filters` by their names in the address, `standard` the order
 * where none is in the address, `fixed` what is always asked for, `exported` the operation that makes a file of the same.
 */
export function listView(context, list) {
  const filters = filterForm(context, list.filters);
  const rows = pane(t(`view.${list.view}`), {
    look: "whole plain-head",
    skeleton: "rows",
    load: signal => page(context, list, signal),
    draw: answer => draw(context, list, answer),
  });
  const beside = list.exported ? exportButton(context, list.exported, () => asked(context, list)) : [];
  const view = panesView(context, t(`view.${list.view}`), [rows], { beside, between: filters.node });
  return { ...view, update: () => (filters.update(), view.update()) };
}

/** The parameters of the list, and of an export of exactly the same. */
function asked(context, { filters, standard, fixed = {} }) {
  const { first, last } = context.period;
  const order = orderOf(context.parameters, standard);
  const given = Object.entries(filters)
    .map(([name, { parameter, standard: usual = "" }]) => [parameter, context.parameters[name] ?? usual])
    .filter(([, value]) => value !== "");
  return {
    ...covering(first, last, context.info.zone),
    ...fixed,
    ...Object.fromEntries(given),
    sort_field: order.field,
    sort_type: order.type,
  };
}

function page(context, list, signal) {
  const offset = (pageOf(context.parameters) - 1) * SIZE;
  return read(path("v2", context.project, list.url, { ...asked(context, list), offset, limit: SIZE }), signal);
}

/** A number of an item, in seconds or as a count; 0 where the service says nothing of it. */
export function metric(item, name) {
  return item.metric.find(entry => entry.metric_name === name)?.metric_value ?? 0;
}

function draw(context, list, { count: total, items }) {
  if (items.length === 0) {
    return none(context, list, total);
  }
  const order = orderOf(context.parameters, list.standard);
  return [
    table(t(`view.${list.view}`), list.columns(context), items, { order }),
    pager(pageOf(context.parameters), SIZE, total),
  ];
}

function none(context, { view, filters }, total) {
  const names = Object.keys(filters);
  if (total > 0) {
    return emptiness(
      t("empty.page"),
      t("empty.pageText"),
      h("button", { type: "button", onclick: () => change({ page: "" }) }, t("page.first")),
    );
  }
  if (names.some(name => context.parameters[name])) {
    const off = Object.fromEntries(names.map(name => [name, ""]));
    return emptiness(
      t("empty.filter"),
      t("empty.filterText"),
      h("button", { type: "button", onclick: () => change(off) }, t("filter.clear")),
    );
  }
  return emptiness(
    t(`empty.${view}`),
    t(`empty.${view}Text`),
    h("a", { class: "button", href: addressOf(context, "records") }, t("view.records")),
  );
}

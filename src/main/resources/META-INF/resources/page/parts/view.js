import { h } from "../core/dom.js";
import { format } from "../core/address.js";
import { periodPicker } from "./period-picker.js";

/** A view of panes under one heading: all of them are loaded anew when the address says something else. */
export function panesView(context, title, panes, { beside = [], back, between, withPeriod = true, look = "" } = {}) {
  const picker = withPeriod ? periodPicker(context) : null;
  const node = h(
    "div",
    { class: "view" },
    h(
      "div",
      { class: "view-head" },
      h("div", { class: "view-title" }, back, h("h1", { tabindex: "-1" }, title)),
      h("div", { class: "row end" }, beside, picker?.node),
    ),
    between,
    h("div", { class: `panes ${look}` }, ...panes.map(pane => pane.node)),
  );
  const reload = () => panes.forEach(pane => pane.reload());
  reload();
  const update = () => {
    picker?.update();
    reload();
  };
  return { node, update, leave: () => panes.forEach(pane => pane.stop()) };
}

/** The address of another view of the same project and period. */
export function addressOf(context, view, { id = "", ...parameters } = {}) {
  const { period, first, last } = context.parameters;
  return format({ project: context.project, view, id, parameters: { period, first, last, ...parameters } });
}

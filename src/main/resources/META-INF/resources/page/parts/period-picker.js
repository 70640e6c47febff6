import { change } from "../core/address.js";
import { dayText } from "../core/days.js";
import { fill, h } from "../core/dom.js";
import { inAddress, kept, LAST_MONTH, OWN, PERIODS } from "../core/period.js";
import { t } from "../core/words.js";

/** The choice of the days a view is about. What is chosen goes into the address, and comes back from it. */
export function periodPicker(context) {
  const place = h("div", { class: "period" });
  const update = () => fill(place, ...controls(context));
  update();
  return { node: place, update };
}

function controls(context) {
  const { name, first, last } = context.period;
  return [
    h("label", { class: "inline" }, h("span", { class: "hidden" }, t("period.label")), choice(context, name)),
    name === OWN
      ? own(context)
      : h(
          "span",
          { class: "quiet" },
          t("period.days", { first: dayText(first, "short"), last: dayText(last, "date") }),
        ),
  ];
}

function choice(context, chosen) {
  const option = (value, text) => h("option", { value, selected: value === chosen }, text);
  const select = event => choose(context, event.target.value);
  return h(
    "select",
    { id: "period", onchange: select },
    ...PERIODS.map(days => option(days, t("period.last", { n: Number(days) }))),
    option(LAST_MONTH, t("period.month")),
    option(OWN, t("period.own")),
  );
}

function choose(context, name) {
  const { first, last } = context.period;
  change({ ...inAddress({ name, first, last }), page: "", day: "" });
}

function own(context) {
  const { first, last } = context.period;
  const limits = kept(context.info.zone);
  const day = (id, value) =>
    h(
      "label",
      { class: "inline" },
      h("span", { class: "hidden" }, t(id === "first" ? "period.first" : "period.end")),
      h("input", { id: `period-${id}`, type: "date", value, min: limits.first, max: limits.last, required: true }),
    );
  const take = event => {
    const inputs = event.currentTarget.querySelectorAll("input");
    const [from, to] = [...inputs].map(input => input.value);
    from && to && from <= to && change({ first: from, last: to, page: "", day: "" });
  };
  return h(
    "span",
    { class: "row tight", onchange: take },
    day("first", first),
    h("span", { "aria-hidden": "true" }, "–"),
    day("last", last),
  );
}

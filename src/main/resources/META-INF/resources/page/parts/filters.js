import { change } from "../core/address.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";

const PAUSE = 350;
const NARROW = 640;

/** The filters of a list: each goes into the address, texts when their typing pauses. */
export function filterForm(context, filters) {
  const inputs = Object.entries(filters).map(([name, filter]) => [name, input(name, filter), filter.standard ?? ""]);
  const clear = h(
    "button",
    {
      type: "button",
      class: "plain",
      id: "filter-clear",
      onclick: () => change(Object.fromEntries([...inputs.map(([name]) => [name, ""]), ["page", ""]])),
    },
    t("filter.clear"),
  );
  const labels = inputs.map(([name, field]) =>
    h("label", { class: `filter kind-${field.type}` }, t(`filter.${name}`), field),
  );
  const form = h(
    "form",
    { class: "filters", role: "search", onsubmit: event => (event.preventDefault(), take()) },
    ...labels,
    clear,
  );
  const node = h(
    "details",
    { class: "filter-box", open: innerWidth > NARROW },
    h("summary", {}, t("filter.title")),
    form,
  );
  let timer;
  const take = () => {
    clearTimeout(timer);
    form.reportValidity() &&
      change(
        { ...Object.fromEntries(inputs.map(([name, field]) => [name, field.value.trim()])), page: "" },
        { replace: true },
      );
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(take, PAUSE);
  });
  const update = () => renew(inputs, clear, context);
  update();
  node.open ||= !clear.hidden;
  return { node, update };
}

function input(name, { type, max }) {
  const number =
    type === "number"
      ? { min: "0", max: max ?? "2147483646", step: "1", inputmode: "numeric" }
      : { maxlength: "255", spellcheck: "false", autocomplete: "off" };
  return h("input", { id: `filter-${name}`, type, placeholder: t("filter.any"), ...number });
}

/** What is being typed is left alone. */
function renew(inputs, clear, context) {
  for (const [name, field, standard] of inputs) {
    if (field !== document.activeElement) {
      field.value = context.parameters[name] ?? standard;
    }
  }
  clear.hidden = !inputs.some(([name]) => context.parameters[name]);
}

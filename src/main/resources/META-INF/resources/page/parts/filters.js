import { path, read } from "../core/api.js";
import { change } from "../core/address.js";
import { covering } from "../core/days.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";

const PAUSE = 350;
const NARROW = 640;

/**
 * The filters of a list: each goes into the address, when typing pauses. A filter is `{parameter, type, max?, standard?,
 * groups?}`: `standard` is what it is where the address says nothing, `groups` the kind of groups it proposes.
 */
export function filterForm(context, filters) {
  const fields = Object.entries(filters).map(([name, filter]) => field(context, name, filter));
  const off = Object.fromEntries([...fields.map(({ name }) => [name, ""]), ["page", ""]]);
  const clear = h(
    "button",
    { type: "button", class: "plain", id: "filter-clear", onclick: () => change(off) },
    t("filter.clear"),
  );
  const form = h("form", { class: "filters", role: "search" }, ...fields.map(({ node }) => node), clear);
  takeWhenPaused(form, fields);
  const node = h(
    "details",
    { class: "filter-box", open: innerWidth > NARROW },
    h("summary", {}, t("filter.title")),
    form,
  );
  const update = () => renew(fields, clear, context);
  update();
  node.open ||= !clear.hidden;
  return { node, update };
}

function field(context, name, { type, max, standard = "", groups }) {
  const list = groups && h("datalist", { id: `groups-${name}` });
  const rules =
    type === "number"
      ? { min: "0", max: max ?? "2147483646", step: "1", inputmode: "numeric" }
      : { maxlength: "255", spellcheck: "false", autocomplete: "off", list: list?.id };
  const input = h("input", { id: `filter-${name}`, type, placeholder: t("filter.any"), ...rules });
  list && input.addEventListener("focus", () => propose(list, context, groups), { once: true });
  const node = h("label", { class: `filter kind-${type}` }, t(`filter.${name}`), input, list);
  return { name, input, standard, node };
}

/** Nobody knows ids by heart. Where groups cannot be asked for, one can still be typed. */
async function propose(list, { project, period, info }, by) {
  const query = { ...covering(period.first, period.last, info.zone), group_by: by };
  const { groups = [] } = await read(path("v1", project, "usage/summary", query)).catch(() => ({}));
  const known = groups.filter(({ id }) => id);
  fill(list, ...known.map(({ id, name }) => h("option", { value: id }, name ?? "")));
}

function takeWhenPaused(form, fields) {
  let timer;
  const take = () => {
    clearTimeout(timer);
    form.reportValidity() && change({ ...Object.fromEntries(fields.map(chosen)), page: "" }, { replace: true });
  };
  form.addEventListener("submit", event => {
    event.preventDefault();
    take();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(take, PAUSE);
  });
}

function chosen({ name, input, standard }) {
  const value = input.value.trim();
  return [name, value === standard ? "" : value];
}

/** What is being typed is left alone. */
function renew(fields, clear, context) {
  for (const { name, input, standard } of fields) {
    if (input !== document.activeElement) {
      input.value = context.parameters[name] ?? standard;
    }
  }
  clear.hidden = !fields.some(({ name }) => context.parameters[name]);
}

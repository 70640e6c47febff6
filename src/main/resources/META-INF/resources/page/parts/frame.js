import { format } from "../core/address.js";
import { dayText, moment, weekdayClock } from "../core/days.js";
import { fill, h } from "../core/dom.js";
import { token } from "../core/keep.js";
import { inAddress } from "../core/period.js";
import { nextRun } from "../core/projects.js";
import { t } from "../core/words.js";
import { signOut } from "../views/sign-in.js";
import { MENU, WITHOUT_PROJECT } from "../views/views.js";
import { icon } from "./icons.js";
import { coloursPicker, languagePicker } from "./preferences.js";

/** What is around every view: the ways to the others, whose numbers these are, and how far they go. */
export function frame(context, view) {
  const menu = h("ul", { class: "menu" });
  const picker = h("div", { class: "project" });
  const reach = h("p", { class: "reach", id: "reach" });
  const update = now => {
    fill(menu, ...entries(now));
    fill(picker, projectPicker(now));
    showReach(reach, now);
  };
  update(context);
  const node = h(
    "div",
    { class: "frame" },
    skip(),
    side(menu),
    h("div", { class: "page" }, top(picker, reach), h("main", { id: "main" }, view.node)),
  );
  return { node, update };
}

function skip() {
  const jump = event => {
    event.preventDefault();
    document.querySelector("main h1")?.focus();
  };
  return h("a", { class: "skip", href: "#main", onclick: jump }, t("skip"));
}

function side(menu) {
  return h(
    "aside",
    { class: "side" },
    h(
      "div",
      { class: "side-inner" },
      h(
        "a",
        { class: "brand", href: "#/" },
        h("img", { src: "page/icon.svg", alt: "", width: "28", height: "28" }),
        "Deskhours",
      ),
      h("nav", { "aria-label": t("menu") }, menu),
    ),
  );
}

function top(picker, reach) {
  const leave =
    token() && h("button", { type: "button", class: "plain", id: "sign-out", onclick: signOut }, t("sign.out"));
  return h(
    "header",
    { class: "top" },
    picker,
    reach,
    h("div", { class: "row tight end" }, languagePicker(), coloursPicker(), leave),
  );
}

/** The period goes along from view to view. */
function entries(context) {
  const parameters = inAddress(context.period);
  return MENU.map(view => {
    const alone = view in WITHOUT_PROJECT && !context.project;
    const href = format({ project: alone ? "" : context.project, view: view === "overview" ? "" : view, parameters });
    return h(
      "li",
      {},
      h("a", { href, "aria-current": view === context.view && "page" }, icon(view), h("span", {}, t(`view.${view}`))),
    );
  });
}

function projectPicker({ project, list, view, period }) {
  const ids = list.map(known => known.id);
  const all = project && !ids.includes(project) ? [project, ...ids] : ids;
  if (all.length === 0) {
    return h("span", { class: "quiet" }, t("project.none"));
  }
  const take = event => {
    location.hash = format({
      project: event.target.value,
      view: view === "overview" ? "" : view,
      parameters: inAddress(period),
    });
  };
  const options = all.map(id => h("option", { value: id, selected: id === project }, id));
  return h(
    "label",
    { class: "inline" },
    h("span", { class: "label" }, t("project")),
    h("select", { id: "project", onchange: take }, ...options),
  );
}

async function showReach(place, { info, project }) {
  const through = info.through ? t("reach.through", { day: dayText(info.through, "full") }) : t("reach.nothing");
  const known = [h("strong", {}, through), h("span", {}, info.zone)];
  fill(place, ...known);
  const next = project && (await nextRun(project).catch(() => ""));
  if (next) {
    const words = t("reach.next", { time: weekdayClock(next, info.zone) });
    fill(place, ...known, h("span", { title: moment(next, info.zone) }, words));
  }
}

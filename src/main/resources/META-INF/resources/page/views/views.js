import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { emptiness } from "../parts/states.js";
import { addressOf } from "../parts/view.js";
import { desktop } from "./desktop.js";
import { desktops } from "./desktops.js";
import { exports } from "./exports.js";
import { idle } from "./idle.js";
import { overview } from "./overview.js";
import { people } from "./people.js";
import { person } from "./person.js";
import { records } from "./records.js";
import { service } from "./service.js";

/** In the order of the menu. A view makes `{node, update?, leave?}`. */
export const MENU = ["overview", "desktops", "people", "idle", "exports", "records", "service"];

/** What can be looked at without a project. */
export const WITHOUT_PROJECT = { records: true, service: true };

export const VIEWS = {
  overview: { show: ofProject(overview) },
  desktops: { show: ofProject(context => (context.id ? desktop(context) : desktops(context))) },
  people: { show: ofProject(context => (context.id ? person(context) : people(context))) },
  idle: { show: ofProject(idle) },
  exports: { show: ofProject(exports) },
  records: { show: records },
  service: { show: service },
};

/** There is nothing to ask about a project that nobody has heard of. */
function ofProject(view) {
  return context => (context.info.unknown ? noRecords(context) : view(context));
}

function noRecords(context) {
  const there = h("a", { class: "button primary", href: addressOf(context, "records") }, t("view.records"));
  const node = h(
    "div",
    { class: "view" },
    h("h1", { tabindex: "-1" }, t(`view.${context.view}`)),
    h("section", { class: "pane" }, emptiness(t("empty.project"), t("empty.projectText"), there)),
  );
  return { node };
}

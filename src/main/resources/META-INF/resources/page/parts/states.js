import { fill, h, rememberFocus, restoreFocus } from "../core/dom.js";
import { t } from "../core/words.js";
import { icon } from "./icons.js";

const SLOW = 150;

/** Nothing is there, and why, and what to do about it. */
export function emptiness(title, text, ...actions) {
  return state("empty", title, text, actions);
}

export function failure(error, retry) {
  const again = h("button", { type: "button", onclick: retry }, t("state.retry"));
  const kind = error.offline ? "offline" : "bad";
  const shown = state(kind, titleOf(error), textOf(error), [again]);
  shown.setAttribute("role", "alert");
  return shown;
}

function state(kind, title, text, actions) {
  return h(
    "div",
    { class: `state ${kind}` },
    icon(kind),
    h("div", {}, h("p", { class: "state-title" }, title), h("p", { class: "quiet" }, text)),
    actions.length > 0 && h("div", { class: "row" }, ...actions),
  );
}

function titleOf(error) {
  if (error.offline) {
    return t("error.offline");
  }
  return { 403: t("error.forbidden"), 429: t("error.busy"), 503: t("error.away") }[error.status] ?? t("error.title");
}

/** What the service says about it, and under which number its log has it. */
export function textOf(error) {
  if (error.offline) {
    return t("error.offlineText");
  }
  const message = error.message || t("error.status", { status: String(error.status ?? "") });
  return error.requestId && error.status >= 500 ? `${message} ${t("error.request", { id: error.requestId })}` : message;
}

/** Shows in `place` what `draw` makes of what `load` gives; meanwhile, and if it fails, it says so. */
export function loader(place, { load, draw, skeleton = "block" }) {
  let current = new AbortController();

  async function reload() {
    current.abort();
    const mine = new AbortController();
    current = mine;
    place.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => wait(place, skeleton), place.hasChildNodes() ? SLOW : 0);
    try {
      const loaded = await load(mine.signal);
      mine.signal.aborted || show(place, draw(loaded));
    } catch (error) {
      mine.signal.aborted || complain(place, error, reload);
    } finally {
      clearTimeout(waiting);
    }
  }
  return { reload, stop: () => current.abort() };
}

function wait(place, skeleton) {
  if (place.hasChildNodes()) {
    place.classList.add("stale");
  } else {
    fill(place, h("div", { class: `skeleton ${skeleton}` }, h("span", { class: "hidden" }, t("state.loading"))));
  }
}

function show(place, nodes) {
  rememberFocus(place);
  place.removeAttribute("aria-busy");
  place.classList.remove("stale");
  fill(place, nodes);
  restoreFocus();
}

function complain(place, error, retry) {
  if (!error.unauthenticated) {
    show(place, failure(error, retry));
  }
  if (error.status === undefined) {
    throw error;
  }
}

let panes = 0;

/** A part of a view with a heading, loaded on its own: one that fails leaves the others. */
export function pane(title, parts) {
  const id = `pane-${++panes}`;
  const place = h("div", { class: "pane-body" });
  const heading = h("h2", { id }, title);
  const node = h(
    "section",
    { class: `pane ${parts.look ?? ""}`, "aria-labelledby": id },
    h("div", { class: "pane-head" }, heading, parts.beside),
    place,
  );
  return { node, ...loader(place, parts) };
}

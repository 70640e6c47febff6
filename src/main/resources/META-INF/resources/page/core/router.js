import { forgetFocus, rememberFocus } from "./dom.js";
import { format, here } from "./address.js";
import { periodOf } from "./period.js";
import { firstProject, forgetAll, projectInfo, projects, rememberProject } from "./projects.js";
import { t } from "./words.js";
import { frame } from "../parts/frame.js";
import { failure } from "../parts/states.js";
import { signIn } from "../views/sign-in.js";
import { VIEWS, WITHOUT_PROJECT } from "../views/views.js";

let root;
let shown = { key: "", view: null };
let turn = 0;

export function start(place) {
  root = place;
  addEventListener("hashchange", route);
  document.addEventListener("signed-out", () => signInShown() || showSignIn());
  document.addEventListener("signed-in", restart);
  document.addEventListener("records-in", refresh);
  route();
}

function restart() {
  forgetAll();
  shown = { key: "", view: null };
  route();
}

async function refresh() {
  await projects({ anew: true });
  await route();
}

async function route() {
  const mine = ++turn;
  const address = here();
  try {
    const context = await contextOf(address);
    mine === turn && show(context);
  } catch (error) {
    mine === turn && complain(error);
  }
}

async function contextOf(address) {
  const project = address.project || (await firstProject());
  if (!address.project && !(address.view in WITHOUT_PROJECT)) {
    address = { ...address, project, view: project ? address.view : "records" };
    history.replaceState(null, "", format(address));
  }
  const view = address.view in VIEWS ? address.view : "overview";
  const info = await projectInfo(project);
  return { ...address, project, view, info, period: periodOf(address.parameters, info), list: await projects() };
}

/** Where only parameters changed the view stays and is told, so that nobody loses their place in it. */
function show(context) {
  const key = [context.project, context.view, context.id].join("/");
  if (shown.key === key) {
    rememberFocus(root);
    Object.assign(shown.context, context);
    shown.frame.update(context);
    shown.view.update?.();
    return;
  }
  context.project && rememberProject(context.project);
  shown.view?.leave?.();
  forgetFocus();
  place(key, context);
}

function place(key, context) {
  const first = !shown.key;
  const view = VIEWS[context.view].show(context);
  const around = frame(context, view);
  shown = { key, view, context, frame: around };
  root.replaceChildren(around.node);
  document.title = t("title", { view: context.id || t(`view.${context.view}`) });
  scrollTo(0, 0);
  first || root.querySelector("h1")?.focus({ preventScroll: true });
}

function complain(error) {
  if (error.unauthenticated) {
    signInShown() || showSignIn();
    return;
  }
  shown = { key: "", view: null };
  root.replaceChildren(failure(error, route));
  if (error.status === undefined) {
    throw error;
  }
}

function signInShown() {
  return shown.key === "sign-in";
}

/** Whoever has seen something before is told why it is gone; whoever just came has done nothing wrong. */
function showSignIn() {
  const ended = Boolean(shown.key);
  shown.view?.leave?.();
  forgetAll();
  shown = { key: "sign-in", view: null };
  document.title = t("title", { view: t("sign.title") });
  root.replaceChildren(signIn({ ended }));
}

import { withQuery } from "../core/api.js";
import { h } from "../core/dom.js";
import { forgetToken, keepToken } from "../core/keep.js";
import { t } from "../core/words.js";
import { languagePicker } from "../parts/preferences.js";

/** Asks for a token. Nothing is red before a token was tried and found wrong. */
export function signIn({ ended }) {
  const problem = h("p", { class: "problem", id: "sign-problem", role: "alert" });
  const form = h(
    "form",
    { class: "card sign-in", onsubmit: event => attempt(event, problem) },
    ...fields(ended),
    problem,
    actions(),
  );
  return h(
    "main",
    { class: "sign-in-page", id: "main" },
    form,
    h("footer", { class: "row" }, languagePicker(), links()),
  );
}

function fields(ended) {
  return [
    h("img", { src: "page/icon.svg", alt: "", width: "48", height: "48" }),
    h("h1", { tabindex: "-1" }, t("sign.title")),
    h("p", { class: "quiet" }, t("sign.what")),
    ended && h("p", { class: "note" }, t("sign.ended")),
    h(
      "label",
      {},
      t("sign.token"),
      h("input", {
        id: "token",
        type: "password",
        name: "token",
        autocomplete: "off",
        required: true,
        spellcheck: "false",
        autofocus: true,
        "aria-describedby": "sign-where",
      }),
    ),
    h("p", { class: "quiet small", id: "sign-where" }, t("sign.where")),
  ];
}

function actions() {
  return h(
    "div",
    { class: "row spread" },
    h("label", { class: "check" }, h("input", { type: "checkbox", id: "keep" }), t("sign.keep")),
    h("button", { class: "primary", id: "sign-in" }, t("sign.in")),
  );
}

function links() {
  return h(
    "nav",
    { class: "row", "aria-label": t("service.links") },
    h("a", { href: "/q/swagger-ui" }, t("service.explorer")),
    h("a", { href: "/q/health" }, t("service.health")),
  );
}

async function attempt(event, problem) {
  event.preventDefault();
  const form = event.currentTarget;
  const value = form.querySelector("#token").value.trim();
  const button = form.querySelector("#sign-in");
  button.disabled = true;
  problem.textContent = (await refusal(value)) ?? "";
  button.disabled = false;
  if (problem.textContent) {
    form.querySelector("#token").focus();
    return;
  }
  keepToken(value, form.querySelector("#keep").checked);
  document.dispatchEvent(new Event("signed-in"));
}

/** Why this token is not taken; undefined if it is. It is not kept before it was found good. */
async function refusal(value) {
  if (/[^\x21-\x7e]/.test(value)) {
    return t("sign.odd");
  }
  try {
    const answer = await fetch(withQuery("/v1/projects", { limit: 1 }), {
      headers: { "X-Auth-Token": value },
      cache: "no-store",
    });
    return answer.status === 401 ? t("sign.wrong") : answer.status === 429 ? t("sign.locked") : undefined;
  } catch {
    return t("error.offlineText");
  }
}

export function signOut() {
  forgetToken();
  document.dispatchEvent(new Event("signed-in"));
}

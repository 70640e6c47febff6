import { h } from "../core/dom.js";
import { preference, prefer } from "../core/keep.js";
import { language, t } from "../core/words.js";

const COLOURS = ["auto", "light", "dark"];
const LANGUAGES = { en: "English", zh: "中文" };

/** Applied before anything is drawn. */
export function applyPreferences() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : language;
  const colours = preference("colours");
  document.documentElement.dataset.colours = COLOURS.includes(colours) ? colours : "auto";
}

export function languagePicker() {
  const take = event => {
    prefer("language", event.target.value);
    location.reload();
  };
  const options = Object.entries(LANGUAGES).map(([value, name]) =>
    h("option", { value, lang: value, selected: value === language }, name),
  );
  return h(
    "label",
    { class: "inline" },
    h("span", { class: "hidden" }, t("prefer.language")),
    h("select", { id: "language", class: "plain", onchange: take }, ...options),
  );
}

export function coloursPicker() {
  const take = event => {
    prefer("colours", event.target.value);
    applyPreferences();
    document.dispatchEvent(new Event("colours"));
  };
  const now = document.documentElement.dataset.colours;
  const options = COLOURS.map(value => h("option", { value, selected: value === now }, t(`prefer.${value}`)));
  return h(
    "label",
    { class: "inline" },
    h("span", { class: "hidden" }, t("prefer.colours")),
    h("select", { id: "colours", class: "plain", onchange: take }, ...options),
  );
}

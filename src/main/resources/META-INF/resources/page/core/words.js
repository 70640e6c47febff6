import { preference } from "./keep.js";
import en from "../texts/en.js";
import zh from "../texts/zh.js";

const LANGUAGES = { en, zh };
const LOCALES = { en: "en-GB", zh: "zh-CN" };

/** The language that was chosen, else the first that the browser asks for and that is here. */
export const language = chosen();
export const locale = LOCALES[language];

const texts = LANGUAGES[language];
const plural = new Intl.PluralRules(locale);

function chosen() {
  const asked = [preference("language"), ...navigator.languages].map(name => name.slice(0, 2).toLowerCase());
  return asked.find(name => name in LANGUAGES) ?? "en";
}

/** The text of that name. Where it has several forms, the one for `values.n`. */
export function t(name, values = {}) {
  const text = texts[name];
  const form = typeof text === "object" ? (text[plural.select(values.n)] ?? text.other) : text;
  return form.replace(/\{(\w+)\}/g, (_, key) => shown(values[key]));
}

function shown(value) {
  return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : String(value ?? "");
}

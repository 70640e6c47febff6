import { h } from "./dom.js";
import { locale, t } from "./words.js";

const WHOLE = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const EXACT = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const PERCENT = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const SIZES = ["B", "kB", "MB", "GB", "TB"];

export function count(value) {
  return WHOLE.format(value);
}

export function tenths(value) {
  return TENTHS.format(value);
}

/** Hours as a person reads them: `1,234 h`, and tenths where they are few. */
export function hours(seconds) {
  return t("unit.hours", { value: hoursAlone(seconds) });
}

export function hoursAlone(seconds) {
  return (seconds < 36_000 ? TENTHS : WHOLE).format(seconds / 3600);
}

export function exactHours(seconds) {
  return t("unit.exact", { hours: EXACT.format(seconds / 3600), seconds: WHOLE.format(seconds) });
}

/** How long something lasts: `3 d 4 h`, `4 h 20 min`. */
export function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    ["d", Math.floor(minutes / 1440)],
    ["h", Math.floor(minutes / 60) % 24],
    ["min", minutes % 60],
  ];
  const first = parts.findIndex(([, value]) => value > 0);
  if (first < 0) {
    return t("unit.min", { value: 0 });
  }
  return parts
    .slice(first, first + 2)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => t(`unit.${unit}`, { value }))
    .join(" ");
}

export function share(part, whole) {
  return whole > 0 ? PERCENT.format(part / whole) : "–";
}

export function bytes(value) {
  const power = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), SIZES.length - 1);
  return `${TENTHS.format(value / 1000 ** power)} ${SIZES[power]}`;
}

/** A number that is read in passing, and exactly when pointed at. */
export function hoursNode(seconds) {
  return h("span", { title: exactHours(seconds) }, hours(seconds));
}

export function durationNode(seconds) {
  return h("span", { title: exactHours(seconds) }, duration(seconds));
}

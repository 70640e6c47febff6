import { locale } from "./words.js";

const DAY = 86_400_000;
const FORMS = {
  short: { day: "numeric", month: "short" },
  long: { weekday: "short", day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  full: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
};

export function plusDays(day, number) {
  return new Date(Date.parse(day) + number * DAY).toISOString().slice(0, 10);
}

/** How many days from the first to the last, both counted. */
export function daysBetween(first, last) {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1;
}

export function eachDay(first, last) {
  return Array.from({ length: Math.max(daysBetween(first, last), 0) }, (_, index) => plusDays(first, index));
}

export function todayIn(zone) {
  return dayIn(zone, new Date());
}

export function dayIn(zone, instant) {
  // The Swedish way of writing a date is the ISO one.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(instant);
}

export function isWeekend(day) {
  return [0, 6].includes(new Date(day).getUTCDay());
}

export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(Date.parse(text));
}

/** The query parameters that cover the days, first and last included, in the zone of the project. */
export function covering(first, last, zone) {
  return { start_time: timeIn(zone, `${first}T00:00:00`), end_time: timeIn(zone, `${last}T23:59:59`) };
}

export function startOf(day, zone) {
  return new Date(timeIn(zone, `${day}T00:00:00`));
}

function timeIn(zone, local) {
  // The offset at the wrong instant is near enough to find the right instant, also on the day the clocks change.
  const near = offsetAt(zone, new Date(`${local}Z`));
  return local + offsetAt(zone, new Date(local + near));
}

function offsetAt(zone, instant) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(instant);
  const name = parts.find(part => part.type === "timeZoneName").value;
  return ["GMT", "GMT+00:00"].includes(name) ? "Z" : name.slice("GMT".length);
}

export function dayText(day, form = "long") {
  return new Intl.DateTimeFormat(locale, { ...FORMS[form], timeZone: "UTC" }).format(new Date(day));
}

export function clock(instant, zone) {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(new Date(instant));
}

export function weekdayClock(instant, zone) {
  const form = { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone };
  return new Intl.DateTimeFormat(locale, form).format(new Date(instant));
}

export function moment(instant, zone) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(
    new Date(instant),
  );
}

/** Monday is the first. */
export function weekdayName(index, form = "short") {
  return new Intl.DateTimeFormat(locale, { weekday: form, timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, 1 + index)),
  );
}

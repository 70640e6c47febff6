import { daysBetween, isDay, plusDays, todayIn } from "./days.js";

export const PERIODS = ["7", "30", "90", "180"];
export const LAST_MONTH = "month";
export const OWN = "own";
const DEFAULT = "30";
const KEPT_DAYS = 180;

/** The days that a view is about: `{name, first, last}`, from `period`, `first` and `last` of the address. */
export function periodOf({ period, first, last }, project) {
  const newest = plusDays(todayIn(project.zone), -1);
  if (isDay(first) && isDay(last) && first <= last) {
    return { name: OWN, first, last };
  }
  if (period === LAST_MONTH) {
    return monthBefore(todayIn(project.zone));
  }
  const name = PERIODS.includes(period) ? period : DEFAULT;
  return { name, first: plusDays(newest, 1 - Number(name)), last: newest };
}

function monthBefore(today) {
  const last = plusDays(`${today.slice(0, 8)}01`, -1);
  return { name: LAST_MONTH, first: `${last.slice(0, 8)}01`, last };
}

/** As many days, right before. */
export function before({ first, last }) {
  return { first: plusDays(first, -daysBetween(first, last)), last: plusDays(first, -1) };
}

/** What can be asked for; older days are no longer kept. */
export function kept(zone) {
  const today = todayIn(zone);
  return { first: plusDays(today, -KEPT_DAYS), last: today };
}

/** The parameters of an address that say the same. */
export function inAddress({ name, first, last }) {
  if (name === OWN) {
    return { first, last, period: "" };
  }
  return { first: "", last: "", period: name === DEFAULT ? "" : name };
}

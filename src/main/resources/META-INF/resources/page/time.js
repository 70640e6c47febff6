const DAY = 86_400_000;

export function dayBefore(day, count = 1) {
  return new Date(Date.parse(day) - count * DAY).toISOString().slice(0, 10);
}

export function todayIn(zone) {
  // The Swedish way of writing a date is the ISO one.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date());
}

export function isWeekend(day) {
  return [0, 6].includes(new Date(day).getUTCDay());
}

/** The query parameters that cover the days, first and last included, in the zone of the project. */
export function covering(firstDay, lastDay, zone) {
  return { start_time: timeIn(zone, `${firstDay}T00:00:00`), end_time: timeIn(zone, `${lastDay}T23:59:59`) };
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

export function shortDay(day) {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));
}

export function longDay(day) {
  const form = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(day));
}

export function hours(seconds) {
  return new Intl.NumberFormat("en", { maximumFractionDigits: seconds < 36_000 ? 1 : 0 }).format(seconds / 3600);
}

export function duration(seconds) {
  const days = Math.floor(seconds / 86_400);
  const rest = Math.floor((seconds % 86_400) / 3600);
  return days > 0 ? `${days} d ${rest} h` : `${hours(seconds)} h`;
}

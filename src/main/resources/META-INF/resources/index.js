import { Api, inWords } from "./page/api.js";
import { draw } from "./page/chart.js";
import { curlLines, exportFile } from "./page/export.js";
import { covering, dayBefore, duration, hours, longDay, todayIn } from "./page/time.js";

const DAYS = 30;
// One more than the service keeps: in some zone it is still the day before.
const EXPORTABLE_DAYS = 181;
const NUMBER = new Intl.NumberFormat("en");
const at = id => document.getElementById(id);

let zone = "UTC";
let slots = [];

function api() {
  return new Api(at("project").value.trim(), at("token").value.trim());
}

async function show() {
  remember();
  const asked = api();
  try {
    const [daily, idle] = [await dailyTotals(asked), await longestIdle(asked)];
    complain("");
    showDays(daily);
    showIdle(idle);
  } catch (error) {
    complain(inWords(error));
  }
  showCurl();
}

function complain(message) {
  at("notice").textContent = message;
  at("notice").hidden = !message;
  at("results").hidden = Boolean(message);
}

function showDays(daily) {
  const totals = new Map(daily.days.map(total => [total.day, total]));
  const newest = daily.days.at(-1)?.day ?? dayBefore(todayIn(zone));
  slots = Array.from({ length: DAYS }, (_, index) => {
    const day = dayBefore(newest, DAYS - 1 - index);
    return { day, total: totals.get(day) };
  });
  showFigures(daily.days);
  showDayRows(daily.days);
  redraw();
}

/** Which days the last 30 are depends on the zone of the project, and the first answer is what tells it. */
async function dailyTotals(asked) {
  const daily = await asked.json(asked.path("v1", "usage/daily", lastDays()));
  if (daily.time_zone === zone) {
    return daily;
  }
  zone = daily.time_zone;
  return dailyTotals(asked);
}

function lastDays() {
  const today = todayIn(zone);
  return covering(dayBefore(today, DAYS), dayBefore(today), zone);
}

function showFigures(days) {
  const sum = field => days.reduce((total, day) => total + day[field], 0);
  const newest = days.at(-1);
  at("figures").replaceChildren(
    ...(newest
      ? [
          figure(`${hours(sum("desktop_usage"))} h`, "used in all"),
          figure(`${hours(sum("desktop_usage") / days.length)} h`, "a day on average"),
          figure(NUMBER.format(sum("logins")), "logins"),
          figure(`${newest.desktops_used} of ${newest.desktops_known}`, `desktops used, ${longDay(newest.day)}`),
        ]
      : []),
  );
}

function figure(value, meaning) {
  return node("div", {}, node("dt", {}, meaning), node("dd", {}, value));
}

function showDayRows(days) {
  at("days-details").hidden = days.length === 0;
  at("days").replaceChildren(
    ...days.toReversed().map(day =>
      row(longDay(day.day), [
        hours(day.desktop_usage),
        NUMBER.format(day.desktops_used),
        NUMBER.format(day.desktops_known),
        NUMBER.format(day.logins),
      ]),
    ),
  );
}

function row(heading, numbers) {
  const cells = numbers.map(number => node("td", { className: "number" }, number));
  return node("tr", {}, node("th", { scope: "row" }, heading), ...cells);
}

function redraw() {
  const some = slots.some(slot => slot.total);
  at("chart").hidden = !some;
  pointAt(null);
  if (some) {
    draw(at("chart"), slots, pointAt);
  }
}

function pointAt(slot) {
  at("chart-note").textContent = slot ? aboutDay(slot) : aboutChart();
}

function aboutDay({ day, total }) {
  return total
    ? `${longDay(day)}: ${hours(total.desktop_usage)} h, ${total.desktops_used} of ${total.desktops_known} desktops used, `
        + `${total.logins} logins`
    : `${longDay(day)}: not aggregated yet`;
}

function aboutChart() {
  return slots.some(slot => slot.total)
    ? `Days of the zone ${zone}; weekends are drawn fainter. Point at a day for its numbers.`
    : "No day of this project has been aggregated yet. Send sessions to POST /v1/{project}/sessions; "
        + "their days are counted at night, or at once by POST /v1/aggregation-runs.";
}

function longestIdle(asked) {
  const sorted = { sort_field: "desktop_idle_duration", sort_type: "DESC", limit: 10 };
  return asked.json(asked.path("v2", "statistics/metrics/desktops", { ...lastDays(), ...sorted }));
}

function showIdle(list) {
  at("idle").replaceChildren(...list.items.map(idleRow));
  at("idle-note").textContent = list.items.length
    ? `${list.items.length} of ${NUMBER.format(list.count)} desktops.`
    : "No desktops.";
}

function idleRow(item) {
  const metric = name => item.metric.find(entry => entry.metric_name === name)?.metric_value ?? 0;
  return node(
    "tr",
    {},
    node("th", { scope: "row", title: item.resource_id }, item.resource_name ?? item.resource_id),
    node("td", { className: "wide-only" }, item.resource_pool_name ?? "–"),
    node("td", { className: "wide-only" }, item.latest_connect_username ?? "–"),
    node("td", { className: "number" }, duration(metric("desktop_idle_duration"))),
    node("td", { className: "number" }, `${hours(metric("desktop_usage"))} h`),
  );
}

function exportParameters() {
  const parameters = covering(at("first-day").value, at("last-day").value, zone);
  const idle = at("min-idle-days").value;
  const [field, type] = at("sort").value.split(" ");
  return {
    ...parameters,
    ...(idle && { min_idle_days: idle }),
    ...(field && { sort_field: field, sort_type: type }),
  };
}

function showCurl() {
  const complete = at("project-form").checkValidity() && at("export-form").checkValidity();
  at("curl").textContent = complete ? curlLines(api(), exportParameters()) : "Fill in the form first.";
}

async function runExport() {
  at("export-button").disabled = true;
  try {
    const task = await exportFile(api(), exportParameters(), say);
    say(`${task.file_name}: ${NUMBER.format(task.row_count ?? 0)} desktops, downloaded.`);
  } catch (error) {
    say(inWords(error), "bad");
  } finally {
    at("export-button").disabled = false;
  }
}

function say(message, tone = "") {
  at("export-state").textContent = message;
  at("export-state").className = tone;
}

function node(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function remember() {
  sessionStorage.setItem("project", at("project").value);
  sessionStorage.setItem("token", at("token").value);
}

function recall() {
  at("project").value = sessionStorage.getItem("project") ?? at("project").value;
  at("token").value = sessionStorage.getItem("token") ?? "";
  const today = todayIn(zone);
  at("first-day").value = dayBefore(today, DAYS);
  at("last-day").value = dayBefore(today);
  for (const id of ["first-day", "last-day"]) {
    Object.assign(at(id), { min: dayBefore(today, EXPORTABLE_DAYS), max: today });
  }
}

function onSubmit(form, action) {
  at(form).addEventListener("submit", event => {
    event.preventDefault();
    action();
  });
  at(form).addEventListener("input", showCurl);
}

recall();
onSubmit("project-form", show);
onSubmit("export-form", runExport);
new ResizeObserver(redraw).observe(at("daily-title"));
show();

import { read, request, withQuery } from "../core/api.js";
import { dayText, moment } from "../core/days.js";
import { h } from "../core/dom.js";
import { count, duration } from "../core/numbers.js";
import { nextRun } from "../core/projects.js";
import { t } from "../core/words.js";
import { emptiness, pane } from "../parts/states.js";
import { pageOf, pager, table } from "../parts/table.js";
import { panesView } from "../parts/view.js";

const SIZE = 20;
const LINKS = { explorer: "/q/swagger-ui", openapi: "/q/openapi", health: "/q/health", metrics: "/q/metrics" };

/** How the service is: what it is, whether it is well, and what its nights did. */
export function service(context) {
  return panesView(context, t("view.service"), [about(context), health(), links(), runs(context)], {
    withPeriod: false,
    look: "narrow",
  });
}

function facts(rows) {
  const known = rows.filter(([, value]) => value);
  return h(
    "dl",
    { class: "facts tall" },
    ...known.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

function about({ info, project }) {
  return pane(t("service.about"), {
    load: signal => Promise.all([version(signal), project && nextRun(project)]),
    draw: ([build, next]) =>
      facts([
        [t("service.version"), build.version],
        [t("service.runtime"), build.runtime],
        [t("service.through"), info.through && dayText(info.through, "full")],
        [t("service.project"), project],
        [t("service.zone"), info.zone],
        [t("service.desktops"), count(info.desktops)],
        [t("service.next"), next && moment(next, info.zone)],
      ]),
  });
}

/** Told to those who may observe the service; others see the rest. */
function version(signal) {
  return read("/q/info", signal).catch(error => {
    if (error.status !== 403) {
      throw error;
    }
    return {};
  });
}

function health() {
  return pane(t("service.health"), {
    load: readiness,
    draw: ({ checks }) => h("ul", { class: "checks" }, ...checks.map(check)),
  });
}

/** A service that is not ready answers 503, and says in the body what is wrong. */
async function readiness(signal) {
  const answer = await fetch("/q/health/ready", { signal, cache: "no-store" }).catch(() =>
    request("/q/health/ready", { signal }),
  );
  return answer.json();
}

function check({ name, status, data = {} }) {
  const more = Object.entries(data)
    .filter(([key]) => key !== "<default>")
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ");
  return h(
    "li",
    {},
    h(
      "span",
      { class: `badge ${status === "UP" ? "success" : "fail"}` },
      t(status === "UP" ? "service.up" : "service.down"),
    ),
    h("span", {}, name),
    more && h("span", { class: "quiet small" }, more),
  );
}

function links() {
  return pane(t("service.links"), {
    load: () => Promise.resolve(LINKS),
    draw: all =>
      h(
        "ul",
        { class: "links" },
        ...Object.entries(all).map(([name, href]) =>
          h(
            "li",
            {},
            h("a", { href }, t(`service.${name}`)),
            h("span", { class: "quiet small" }, t(`service.${name}Text`)),
          ),
        ),
      ),
  });
}

function runs(context) {
  return pane(t("service.runs"), {
    look: "whole",
    skeleton: "rows",
    load: signal => runLog(context, signal),
    draw: answer => draw(context, answer),
  });
}

/** All runs for those who may see them, else those of the project. */
async function runLog({ parameters, project }, signal) {
  const query = { limit: SIZE, offset: (pageOf(parameters) - 1) * SIZE };
  try {
    return await read(withQuery("/v1/aggregation-runs", query), signal);
  } catch (error) {
    if (error.status !== 403 || !project) {
      throw error;
    }
    return read(withQuery("/v1/aggregation-runs", { ...query, project_id: project }), signal);
  }
}

function draw({ parameters, info }, { count: total, runs: list }) {
  if (list.length === 0) {
    return emptiness(t("empty.runs"), t("empty.runsText"));
  }
  const columns = [
    { title: t("column.started"), cell: run => moment(run.start_time, info.zone) },
    {
      title: t("column.state"),
      cell: run =>
        h(
          "div",
          { class: "state-cell" },
          h("span", { class: `badge ${run.status.toLowerCase()}` }, t(`run.${run.status}`)),
          run.fail_reason && h("span", { class: "quiet small" }, run.fail_reason),
        ),
    },
    { title: t("column.why"), wide: true, cell: run => t(`trigger.${run.trigger}`) },
    { title: t("column.project"), wide: true, cell: run => run.project_id ?? t("run.all") },
    {
      title: t("column.days"),
      cell: run =>
        run.first_day
          ? t("period.days", { first: dayText(run.first_day, "short"), last: dayText(run.last_day, "short") })
          : "–",
    },
    { title: t("column.took"), number: true, cell: run => took(run) },
    { title: t("column.read"), number: true, wide: true, cell: run => count(run.sessions_read ?? 0) },
    { title: t("column.written"), number: true, wide: true, cell: run => count(run.desktop_days_written ?? 0) },
  ];
  return [table(t("service.runs"), columns, list), pager(pageOf(parameters), SIZE, total)];
}

function took({ start_time: from, end_time: to }) {
  const seconds = to ? (Date.parse(to) - Date.parse(from)) / 1000 : 0;
  return !to ? "–" : seconds < 60 ? t("unit.s", { value: seconds.toFixed(1) }) : duration(seconds);
}

import { path, read } from "../core/api.js";
import { moment } from "../core/days.js";
import { h } from "../core/dom.js";
import { download, remove, repeat, task } from "../core/exporting.js";
import { bytes, count } from "../core/numbers.js";
import { t } from "../core/words.js";
import { emptiness, pane, textOf } from "../parts/states.js";
import { pageOf, pager, table } from "../parts/table.js";
import { addressOf, panesView } from "../parts/view.js";

const SIZE = 20;
const AGAIN = 1500;

/** The exports of a project, newest first. What is under way is looked at until it ends. */
export function exports(context) {
  const said = h("p", { class: "said", role: "status", id: "exports-said" });
  let timer;
  const list = pane(t("view.exports"), {
    look: "whole plain-head",
    skeleton: "rows",
    load: signal => load(context, signal),
    draw: answer => {
      clearTimeout(timer);
      if (answer.tasks.some(({ status }) => status === "CREATING")) {
        timer = setTimeout(() => list.reload(), AGAIN);
      }
      return draw(context, answer, act);
    },
  });
  const act = doing(said, list);
  const view = panesView(context, t("view.exports"), [list], { between: said, withPeriod: false });
  return { ...view, leave: () => (clearTimeout(timer), view.leave()) };
}

async function load(context, signal) {
  const query = {
    sort_field: "create_time",
    sort_type: "DESC",
    limit: SIZE,
    offset: (pageOf(context.parameters) - 1) * SIZE,
  };
  const answer = await read(path("v2", context.project, "export-tasks", query), signal);
  const tasks = await Promise.all(answer.export_tasks.map(one => whole(context, one, signal)));
  return { count: answer.count, tasks };
}

/** The list says nothing of progress and size; a task that has just gone is shown as it was. */
function whole(context, one, signal) {
  return task(context.project, one.task_id, signal).catch(error => {
    if (error.status === 404) {
      return one;
    }
    throw error;
  });
}

/** Does what a button says, says how it went, and looks at the list again. */
function doing(said, list) {
  return (work, done) => async event => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await work();
      said.replaceChildren(done);
      list.reload();
    } catch (error) {
      said.replaceChildren(h("span", { class: "problem" }, textOf(error)));
    } finally {
      button.disabled = false;
    }
  };
}

function draw(context, { count: total, tasks }, act) {
  if (tasks.length === 0) {
    const there = h("a", { class: "button", href: addressOf(context, "desktops") }, t("view.desktops"));
    return emptiness(t("empty.exports"), t("empty.exportsText"), there);
  }
  return [table(t("view.exports"), columns(context, act), tasks), pager(pageOf(context.parameters), SIZE, total)];
}

function columns(context, act) {
  const zone = context.info.zone;
  return [
    { title: t("column.file"), grow: true, cell: one => h("span", { title: one.task_id }, one.file_name) },
    { title: t("column.state"), cell: one => state(one) },
    { title: t("column.created"), wide: true, still: true, cell: one => moment(one.create_time, zone) },
    {
      title: t("column.expires"),
      wide: true,
      still: true,
      cell: one => (one.expires_at && one.status === "SUCCESS" ? moment(one.expires_at, zone) : "–"),
    },
    {
      title: t("column.rows"),
      number: true,
      wide: true,
      cell: one => (one.row_count === undefined ? "–" : count(one.row_count)),
    },
    {
      title: t("column.size"),
      number: true,
      wide: true,
      cell: one =>
        one.file_size === undefined ? "–" : h("span", { title: `${count(one.file_size)} B` }, bytes(one.file_size)),
    },
    { title: t("column.actions"), cell: one => h("div", { class: "row tight" }, ...actions(context, one, act)) },
  ];
}

function state(one) {
  const running =
    one.status === "CREATING" &&
    h("progress", { max: "100", value: one.progress ?? 0, "aria-label": t("status.CREATING") });
  const reason = one.fail_reason && h("span", { class: "quiet small" }, one.fail_reason);
  return h(
    "div",
    { class: "state-cell" },
    h("span", { class: `badge ${one.status.toLowerCase()}` }, t(`status.${one.status}`)),
    running,
    reason,
  );
}

function actions(context, one, act) {
  const { project } = context;
  const button = (name, work, done, look = "") =>
    h(
      "button",
      {
        type: "button",
        id: `${name}-${one.task_id}`,
        class: look,
        "aria-label": t(`export.${name}Of`, { file: one.file_name }),
        onclick: act(work, done),
      },
      t(`export.${name}`),
    );
  const drop = name =>
    button(name, () => remove(project, one.task_id), t("export.removed", { file: one.file_name }), "plain");
  return [
    one.status === "SUCCESS" &&
      button("download", () => download(project, one), t("export.downloaded", { file: one.file_name })),
    one.request &&
      one.status !== "CREATING" &&
      button("repeat", () => repeat(project, one), t("export.repeated"), "plain"),
    drop(one.status === "CREATING" ? "cancel" : "delete"),
  ];
}

import { format } from "../core/address.js";
import { path, read } from "../core/api.js";
import { covering } from "../core/days.js";
import { fill, h } from "../core/dom.js";
import { headOf } from "../core/file-head.js";
import { countDays, isProjectName, upload } from "../core/intake.js";
import { bytes } from "../core/numbers.js";
import { kept } from "../core/period.js";
import { projectInfo, projects } from "../core/projects.js";
import { t } from "../core/words.js";
import { dayChart } from "../parts/day-chart.js";
import { dropPlace } from "../parts/drop.js";
import { preview, problems, taken } from "../parts/preview.js";
import { emptiness, failure, textOf } from "../parts/states.js";

/** A file is dropped, looked at, taken, and counted; then its numbers are here. */
export function records(context) {
  const steps = h("div", { class: "steps", "aria-live": "polite" });
  const project = projectField(context.project);
  const work = { project, steps };
  const node = h(
    "div",
    { class: "view" },
    h("div", { class: "view-head" }, h("h1", { tabindex: "-1" }, t("view.records"))),
    h("p", { class: "lead" }, t("records.lead")),
    h(
      "form",
      { class: "filters", onsubmit: event => event.preventDefault() },
      h("label", { class: "filter" }, t("records.project"), project),
    ),
    dropPlace(file => look(work, file)),
    steps,
  );
  return { node, leave: () => work.stop?.abort() };
}

function projectField(project) {
  return h("input", {
    id: "records-project",
    value: project || "my-office",
    required: true,
    maxlength: "64",
    pattern: "[A-Za-z0-9_\\-]{1,64}",
    spellcheck: "false",
    autocomplete: "off",
  });
}

/** Nothing is sent before a person has seen what it is. */
function look(work, file) {
  return step(work, t("records.looking", { file: file.name, size: bytes(file.size) }), async () => {
    const head = await headOf(file);
    const take = h(
      "button",
      { type: "button", class: "primary", id: "take", onclick: () => takeIn(work, file, head) },
      t("records.take"),
    );
    fill(work.steps, preview(file, head), head.missing.length === 0 && h("div", { class: "row" }, take));
    take.focus();
  });
}

async function takeIn(work, file, head) {
  const project = work.project.value.trim();
  if (!isProjectName(project)) {
    work.project.reportValidity();
    return;
  }
  const again = error => problems(file, textOf(error), () => look(work, file));
  await step(
    work,
    t("records.taking", { file: file.name }),
    async signal => {
      const answer = await upload(file, head, project, signal);
      await count(work, taken(answer), project);
    },
    again,
  );
}

/** What came in stays in, whatever becomes of the counting. */
function count(work, said, project) {
  const again = error => [said, failure(error, () => count(work, said, project))];
  return step(
    work,
    [said, doing(t("records.counting"))],
    async signal => {
      await countDays(project, signal);
      await projects({ anew: true });
      fill(work.steps, said, await numbers(project, signal));
      document.dispatchEvent(new Event("records-in"));
    },
    again,
  );
}

/** One thing at a time; what is wrong is said where it was done. */
async function step(work, shown, act, complain = failure) {
  work.stop?.abort();
  work.stop = new AbortController();
  const { signal } = work.stop;
  fill(work.steps, typeof shown === "string" ? doing(shown) : shown);
  try {
    await act(signal);
  } catch (error) {
    signal.aborted || fill(work.steps, complain(error));
  }
}

function doing(words) {
  return h("p", { class: "state-line" }, h("span", { class: "spinner", "aria-hidden": "true" }), words);
}

/** What the records have become: their days, and the way to all of it. */
async function numbers(project, signal) {
  const info = await projectInfo(project);
  const last = [info.last, info.through].filter(Boolean).toSorted()[0];
  const first = last && [info.first, kept(info.zone).first].toSorted()[1];
  if (!last || first > last) {
    return emptiness(t("records.notYet"), t("records.notYetText"));
  }
  const { days } = await read(path("v1", project, "usage/daily", covering(first, last, info.zone)), signal);
  const all = h(
    "a",
    { class: "button primary", id: "see-all", href: format({ project, parameters: { first, last } }) },
    t("records.see"),
  );
  return h(
    "section",
    { class: "pane", "aria-labelledby": "numbers-title" },
    h("div", { class: "pane-head" }, h("h2", { id: "numbers-title" }, t("records.numbers", { project })), all),
    dayChart({ first, last }, days),
  );
}

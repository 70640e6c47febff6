import { format } from "../core/address.js";
import { path, read } from "../core/api.js";
import { covering } from "../core/days.js";
import { fill, h } from "../core/dom.js";
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
  const form = settings(context);
  const work = { form, steps };
  form.node.addEventListener("change", () => work.file && look(work, work.file));
  const node = h(
    "div",
    { class: "view" },
    h("div", { class: "view-head" }, h("h1", { tabindex: "-1" }, t("view.records"))),
    h("p", { class: "lead" }, t("records.lead")),
    form.node,
    dropPlace(file => look(work, file)),
    steps,
  );
  return { node, leave: () => work.stop?.abort() };
}

/** Into which project, and what files of some systems do not say. */
function settings({ project, info }) {
  const text = { maxlength: "512", spellcheck: "false", autocomplete: "off" };
  const rules = { required: true, pattern: "[A-Za-z0-9_\\-]{1,64}" };
  const name = h("input", { id: "records-project", value: project || "my-office", ...text, ...rules });
  const zone = zoneField(info.zone);
  const desktop = h("input", { id: "records-desktop", placeholder: t("records.desktopNone"), ...text });
  const label = (key, field) => h("label", { class: "filter" }, t(`records.${key}`), field);
  const node = h(
    "form",
    { class: "filters", onsubmit: event => event.preventDefault() },
    label("project", name),
    label("zone", zone),
    label("desktop", desktop),
  );
  const read = () => ({ project: name.value.trim(), zone: zone.value, desktop: desktop.value.trim() });
  return { node, read, check: () => isProjectName(name.value.trim()) || name.reportValidity() };
}

function zoneField(ofProject) {
  const zones = new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, ofProject, "UTC"]);
  const words = { "": t("records.zoneNone"), project: t("records.zoneProject") };
  const options = ["", "project", ...zones].map(value => h("option", { value }, words[value] ?? value));
  return h("select", { id: "records-zone" }, ...options);
}

/** Sends the file for a look alone: nothing is kept before a person has seen what it is. */
async function look(work, file) {
  work.file = file;
  if (!work.form.check()) {
    return;
  }
  const chosen = work.form.read();
  const words = t("records.looking", { file: file.name, size: bytes(file.size) });
  await step(
    work,
    words,
    async signal => {
      const seen = await upload(file, { ...chosen, dryRun: true }, signal);
      const take = h(
        "button",
        { type: "button", class: "primary", id: "take", onclick: () => takeIn(work, file, chosen) },
        t("records.take"),
      );
      fill(work.steps, preview(file, seen), seen.received > 0 && h("div", { class: "row" }, take));
      take.focus();
    },
    refused(work, file),
  );
}

function takeIn(work, file, chosen) {
  const words = t("records.taking", { file: file.name });
  return step(
    work,
    words,
    async signal => {
      const answer = await upload(file, chosen, signal);
      await count(work, taken(answer), chosen.project);
    },
    refused(work, file),
  );
}

function refused(work, file) {
  return error => problems(file, textOf(error), () => look(work, file));
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

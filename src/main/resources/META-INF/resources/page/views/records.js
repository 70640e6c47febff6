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
import { emptiness, textOf } from "../parts/states.js";

/** A file is dropped, seen through, taken, and counted; then its numbers are here. */
export function records(context) {
  const steps = h("div", { class: "steps", "aria-live": "polite" });
  const form = settings(context);
  const work = { context, form, steps, file: null };
  const drop = dropPlace(file => look(work, file));
  form.node.addEventListener("change", () => work.file && look(work, work.file));
  const node = h(
    "div",
    { class: "view" },
    h("div", { class: "view-head" }, h("h1", { tabindex: "-1" }, t("view.records"))),
    h("p", { class: "lead" }, t("records.lead")),
    form.node,
    drop,
    steps,
  );
  return { node, leave: () => work.stop?.abort() };
}

function settings({ project, info }) {
  const name = h("input", {
    id: "records-project",
    value: project || "my-office",
    required: true,
    maxlength: "64",
    pattern: "[A-Za-z0-9_\\-]{1,64}",
    spellcheck: "false",
    autocomplete: "off",
  });
  const zones = ["", "project", ...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, info.zone, "UTC"])];
  const words = { "": t("records.zoneNone"), project: t("records.zoneProject") };
  const zone = h(
    "select",
    { id: "records-zone" },
    ...zones.map(value => h("option", { value }, words[value] ?? value)),
  );
  const node = h(
    "form",
    { class: "filters", onsubmit: event => event.preventDefault() },
    h("label", { class: "filter" }, t("records.project"), name),
    h("label", { class: "filter" }, t("records.zone"), zone),
  );
  return {
    node,
    read: () => ({ project: name.value.trim(), zone: zone.value }),
    check: () => isProjectName(name.value.trim()) || (name.reportValidity(), false),
  };
}

/** Sends the file for a look alone: nothing is kept before a person has seen what it is. */
async function look(work, file) {
  if (!work.form.check()) {
    return;
  }
  work.file = file;
  await step(work, t("records.looking", { file: file.name, size: bytes(file.size) }), async signal => {
    const seen = await upload(file, { ...work.form.read(), dryRun: true }, signal);
    const take = h(
      "button",
      { type: "button", class: "primary", id: "take", onclick: () => takeIn(work, file) },
      t("records.take", { n: seen.received ?? 0 }),
    );
    fill(work.steps, preview(file, seen), seen.received > 0 && h("div", { class: "row" }, take));
    take.focus();
  });
}

async function takeIn(work, file) {
  const chosen = work.form.read();
  await step(work, t("records.taking", { file: file.name }), async signal => {
    const answer = await upload(file, chosen, signal);
    fill(work.steps, taken(answer), doing(t("records.counting")));
    await countDays(chosen.project, signal);
    await projects({ anew: true });
    fill(work.steps, taken(answer), await numbers(chosen.project, signal));
    document.dispatchEvent(new Event("records-in"));
  });
}

/** One thing at a time; what is wrong is said where it was done. */
async function step(work, words, act) {
  work.stop?.abort();
  work.stop = new AbortController();
  const { signal } = work.stop;
  fill(work.steps, doing(words));
  try {
    await act(signal);
  } catch (error) {
    if (!signal.aborted) {
      fill(
        work.steps,
        problems(work.file, textOf(error), () => look(work, work.file)),
      );
    }
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

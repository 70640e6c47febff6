import { h } from "../core/dom.js";
import { download, finished, startExport } from "../core/exporting.js";
import { t } from "../core/words.js";
import { textOf } from "./states.js";
import { addressOf } from "./view.js";

const FORMATS = { csv: "CSV", xlsx: "Excel", jsonl: "JSON Lines" };

/** Exports exactly what is shown: started, waited for, and handed over as a file. */
export function exportButton(context, kind, parameters) {
  const options = Object.entries(FORMATS).map(([value, name]) => h("option", { value }, name));
  const format = h("select", { id: "export-format", "aria-label": t("export.format") }, ...options);
  const said = h("span", { class: "quiet", role: "status", id: "export-said" });
  const button = h(
    "button",
    {
      type: "button",
      id: "export",
      onclick: () => run(context, kind, { ...parameters(), format: format.value }, button, said),
    },
    t("export.exactly"),
  );
  return [said, format, button];
}

async function run(context, kind, parameters, button, said) {
  const say = (...words) => said.replaceChildren(...words);
  button.disabled = true;
  try {
    say(t("export.starting"));
    const id = await startExport(context.project, kind, parameters);
    const task = await finished(context.project, id, now => say(t("export.progress", { percent: now.progress ?? 0 })));
    await handOver(context, task, say);
  } catch (error) {
    say(h("span", { class: "problem" }, textOf(error)));
  } finally {
    button.disabled = false;
  }
}

async function handOver(context, task, say) {
  if (task.status !== "SUCCESS") {
    say(h("span", { class: "problem" }, task.fail_reason ?? t(`status.${task.status}`)));
    return;
  }
  await download(context.project, task);
  say(h("a", { href: addressOf(context, "exports") }, t("export.done", { n: task.row_count ?? 0 })));
}

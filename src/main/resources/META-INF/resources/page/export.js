import { ApiError } from "./api.js";

const EXPORT = "statistics/metrics/desktops/export";

/** Starts an export, waits for its file and hands it to the browser. */
export async function exportFile(api, parameters, say) {
  say("Starting …");
  const { task_id: taskId } = await api.json(api.path("v3", EXPORT, parameters));
  const task = await finished(api, taskId, say);
  if (task.status !== "SUCCESS") {
    throw new ApiError(0, task.error_code ?? "", task.fail_reason ?? `The export ended as ${task.status}.`);
  }
  const file = await api.get(api.path("v2", `export-tasks/${taskId}/download`));
  save(await file.blob(), task.file_name);
  return task;
}

async function finished(api, taskId, say) {
  for (let wait = 250; ; wait = Math.min(wait * 1.5, 3000)) {
    const task = await api.json(api.path("v1", `export-tasks/${taskId}`));
    if (task.status !== "CREATING") {
      return task;
    }
    say(`Writing the file … ${task.progress ?? 0} %`);
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function curlLines(api, parameters) {
  const curl = `curl -sS${api.token ? ' -H "X-Auth-Token: $TOKEN"' : ""}`;
  const url = path => location.origin + path;
  const task = version => url(api.path(version, "export-tasks/$TASK"));
  return [
    ...(api.token ? ["TOKEN=...   # the token above"] : []),
    `TASK=$(${curl} '${url(api.path("v3", EXPORT, parameters))}' | grep -oE '[0-9a-f]{32}')`,
    `${curl} "${task("v1")}"   # until it no longer says CREATING`,
    `${curl} -OJ "${task("v2")}/download"`,
  ].join("\n");
}

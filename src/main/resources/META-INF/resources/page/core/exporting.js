import { path, read, request, until } from "./api.js";

/** Starts an export of what a list shows, of `desktops` or `users`. */
export async function startExport(project, kind, parameters) {
  const { task_id: id } = await read(path("v3", project, `statistics/metrics/${kind}/export`, parameters));
  return id;
}

/** Starts an export of the same once more; the name of its file says what it was of. */
export function repeat(project, { file_name: name, request: parameters }) {
  return startExport(project, name.startsWith("user") ? "users" : "desktops", parameters);
}

export function task(project, id, signal) {
  return read(path("v1", project, `export-tasks/${encodeURIComponent(id)}`), signal);
}

export function finished(project, id, report, signal) {
  const ask = async () => {
    const now = await task(project, id, signal);
    report(now);
    return now;
  };
  return until(ask, now => now.status !== "CREATING", signal);
}

/** The token cannot be in a link, so the file is fetched, and handed to the browser whole. */
export async function download(project, { task_id: id, file_name: name }) {
  const answer = await request(path("v2", project, `export-tasks/${encodeURIComponent(id)}/download`));
  save(await answer.blob(), name);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function remove(project, id) {
  return request(path("v1", project, `export-tasks/${encodeURIComponent(id)}`), { method: "DELETE" });
}

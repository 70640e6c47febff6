import { ApiError, path, read, request, send, until, withQuery } from "./api.js";

const TYPES = {
  json: "application/json",
  ndjson: "application/x-ndjson",
  jsonl: "application/x-ndjson",
};
const COUNTED = /^(?:at least )?\d+ bad records?: /;
const PROJECT = /^[A-Za-z0-9_-]{1,64}$/;

export function isProjectName(text) {
  return PROJECT.test(text);
}

/** Of our own records by the name of the file; whose others are the service finds out by itself. */
function typeOf(file) {
  return TYPES[plainName(file).split(".").pop()] ?? "text/csv";
}

function plainName(file) {
  return file.name.toLowerCase().replace(/\.gz$/, "");
}

/** Sends a file as it is. With `dryRun` nothing is kept of it, and the answer says what would be. */
export async function upload(file, { project, zone, desktop, dryRun }, signal) {
  const query = { mapping: "auto", time_zone: zone, "set.desktop_id": desktop, dry_run: dryRun && "true" };
  const headers = plainName(file) === file.name.toLowerCase() ? {} : { "Content-Encoding": "gzip" };
  const sent = { method: "POST", body: file, type: typeOf(file), headers, signal };
  return (await request(path("v1", project, "sessions", query), sent)).json();
}

/** Counts what came in, and waits for it. */
export async function countDays(project, signal) {
  const run = await send("/v1/aggregation-runs", { project_id: project }, signal);
  const runs = () => read(withQuery("/v1/aggregation-runs", { project_id: project, limit: 20 }), signal);
  const found = answer => answer.runs.find(one => one.run_id === run.run_id);
  const ended = found(await until(runs, answer => found(answer)?.status !== "RUNNING", signal));
  if (ended?.status === "FAIL") {
    throw new ApiError(500, "", ended.fail_reason ?? "");
  }
  return ended;
}

/** A refusal names bad records one after the other; a person reads them as lines. */
export function badRecords(message) {
  return message
    .replace(COUNTED, "")
    .split(/; (?=record |line |and )/)
    .map(line => line.trim())
    .filter(Boolean);
}

import { path, read, withQuery } from "./api.js";
import { preference, prefer } from "./keep.js";

const LAST = "project";
const PAGE = 100;
const FRESH = 180_000;
let known = null;
let asked = 0;
let readable = true;
const next = new Map();

/** The projects that the caller may see; asked for again after minutes, and after records came in. */
export async function projects({ anew = false } = {}) {
  if (anew || !known || Date.now() - asked > FRESH) {
    known = null;
    readable = true;
    known = await all().catch(none);
    asked = Date.now();
  }
  return known;
}

/** Who may not see lists may still send records in, or look at what they know the address of. */
function none(error) {
  if (error.status !== 403) {
    throw error;
  }
  readable = false;
  return [];
}

async function all(before = []) {
  const { count, projects: page } = await read(withQuery("/v1/projects", { limit: PAGE, offset: before.length }));
  const list = [...before, ...page.map(shaped)];
  return page.length === PAGE && list.length < count ? all(list) : list;
}

/** When days are counted next; nothing where that is not told. */
export async function nextRun(project) {
  if (!(Date.parse(next.get(project)) > Date.now())) {
    const { next_run: at } = await read(path("v1", project, "aggregation"));
    next.set(project, at);
  }
  return next.get(project);
}

export function forgetAll() {
  known = null;
  next.clear();
}

function shaped(project) {
  return {
    id: project.project_id,
    zone: project.time_zone ?? "UTC",
    first: project.first_day,
    last: project.last_day,
    through: project.aggregated_through,
    desktops: project.desktops ?? 0,
  };
}

/** What is known of a project; `unknown` is one that nobody has heard of yet. */
export async function projectInfo(id) {
  const found = (await projects()).find(project => project.id === id);
  return found ?? { id, zone: "UTC", desktops: 0, unknown: readable };
}

/** Where to begin: the project looked at last, if it is still there. */
export async function firstProject() {
  const list = await projects();
  const last = preference(LAST);
  return (list.find(project => project.id === last) ?? list[0])?.id ?? "";
}

export function rememberProject(id) {
  prefer(LAST, id);
}

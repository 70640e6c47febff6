import { desktop } from "./desktop.js";
import { desktops } from "./desktops.js";
import { exports } from "./exports.js";
import { idle } from "./idle.js";
import { overview } from "./overview.js";
import { people } from "./people.js";
import { person } from "./person.js";
import { records } from "./records.js";
import { service } from "./service.js";

/** In the order of the menu. A view makes `{node, update?, leave?}`. */
export const MENU = ["overview", "desktops", "people", "idle", "exports", "records", "service"];

/** What can be looked at without a project. */
export const WITHOUT_PROJECT = { records: true, service: true };

export const VIEWS = {
  overview: { show: overview },
  desktops: { show: context => (context.id ? desktop(context) : desktops(context)) },
  idle: { show: idle },
  people: { show: context => (context.id ? person(context) : people(context)) },
  exports: { show: exports },
  records: { show: records },
  service: { show: service },
};

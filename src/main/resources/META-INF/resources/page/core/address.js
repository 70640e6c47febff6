/** The address is the state of the page: `#/p/PROJECT/VIEW/ID?what=ever`, or `#/VIEW` for what belongs to no project. */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  const parts = path.split("/").filter(Boolean).map(decoded);
  const parameters = Object.fromEntries(new URLSearchParams(query));
  if (parts[0] !== "p") {
    return { project: "", view: parts[0] ?? "", id: "", parameters };
  }
  return { project: parts[1] ?? "", view: parts[2] ?? "", id: parts[3] ?? "", parameters };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    // Whoever wrote the address meant the percent sign.
    return part;
  }
}

export function format({ project = "", view = "", id = "", parameters = {} }) {
  const parts = project ? ["p", project, view, id] : [view];
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const query = new URLSearchParams(given).toString();
  return `#/${parts.filter(Boolean).map(encodeURIComponent).join("/")}${query && `?${query}`}`;
}

export function here() {
  return parse(location.hash);
}

export function go(address) {
  location.hash = format(address);
}

/** Changes parameters of the view that is shown. What is typed does not fill the history. */
export function change(parameters, { replace = false } = {}) {
  const now = here();
  const next = format({ ...now, parameters: { ...now.parameters, ...parameters } });
  if (!replace) {
    location.hash = next;
    return;
  }
  history.replaceState(null, "", next);
  dispatchEvent(new Event("hashchange"));
}

import { forgetToken, token } from "./keep.js";

export class ApiError extends Error {
  constructor(status, code, message, requestId = "") {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** Nothing answered at all. */
  get offline() {
    return this.status === 0;
  }

  get unauthenticated() {
    return this.status === 401;
  }
}

export function path(version, project, rest, parameters = {}) {
  return withQuery(`/${version}/${encodeURIComponent(project)}/${rest}`, parameters);
}

export function withQuery(base, parameters) {
  const given = Object.entries(parameters).filter(
    ([, value]) => value !== undefined && value !== false && value !== "",
  );
  // A colon needs no escape in a query, and without it a person can read the times.
  const query = new URLSearchParams(given).toString().replaceAll("%3A", ":");
  return query ? `${base}?${query}` : base;
}

export async function request(url, { method = "GET", body, type, signal, headers = {} } = {}) {
  const answer = await fetch(url, {
    method,
    body,
    signal,
    cache: "no-store",
    headers: { ...(token() && { "X-Auth-Token": token() }), ...(type && { "Content-Type": type }), ...headers },
  }).catch(refused);
  if (!answer.ok) {
    throw await errorIn(answer);
  }
  return answer;
}

function refused(cause) {
  throw cause.name === "AbortError" ? cause : new ApiError(0, "", "");
}

async function errorIn(answer) {
  const body = await answer.json().catch(() => ({}));
  if (answer.status === 401) {
    forgetToken();
    document.dispatchEvent(new Event("signed-out"));
  }
  return new ApiError(answer.status, body.error_code ?? "", body.error_msg ?? "", answer.headers.get("X-Request-Id"));
}

export async function read(url, signal) {
  return (await request(url, { signal })).json();
}

export async function send(url, body, signal) {
  const sent = { method: "POST", body: JSON.stringify(body), type: "application/json", signal };
  return (await request(url, sent)).json();
}

/** Asks again, less and less often, until the answer is what is waited for. */
export async function until(ask, done, signal) {
  for (let wait = 200; ; wait = Math.min(wait * 1.5, 3000)) {
    const answer = await ask();
    if (done(answer)) {
      return answer;
    }
    await pause(wait, signal);
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

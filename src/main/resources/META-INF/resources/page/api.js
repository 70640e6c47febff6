export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Api {
  constructor(project, token) {
    this.project = project;
    this.token = token;
  }

  path(version, rest, parameters = {}) {
    // A colon needs no escape in a query, and without it a person can read the times in the curl lines.
    const query = new URLSearchParams(parameters).toString().replaceAll("%3A", ":");
    return `/${version}/${encodeURIComponent(this.project)}/${rest}${query && `?${query}`}`;
  }

  async json(path) {
    return (await this.get(path)).json();
  }

  async get(path) {
    const headers = this.token ? { "X-Auth-Token": this.token } : {};
    const answer = await fetch(path, { headers, cache: "no-store" }).catch(() => {
      throw new ApiError(0, "", "The service cannot be reached. Is it still running?");
    });
    if (!answer.ok) {
      throw await errorIn(answer);
    }
    return answer;
  }
}

async function errorIn(answer) {
  const body = await answer.json().catch(() => ({}));
  const message = body.error_msg ?? `The service answered ${answer.status}.`;
  return new ApiError(answer.status, body.error_code ?? "", message);
}

export function inWords(error) {
  const code = error.code ? ` (${error.code})` : "";
  return hintFor(error.status) + error.message + code;
}

function hintFor(status) {
  switch (status) {
    case 401: return "Sign-in is on: enter a token that is valid. ";
    case 403: return "This token may not do that in this project. ";
    case 429: return "Too much at once; try again in a moment. ";
    default: return "";
  }
}

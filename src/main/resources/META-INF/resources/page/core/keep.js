const TOKEN = "deskhours.token";

/** The token, of this tab, or of this browser if that was wished for. */
export function token() {
  return sessionStorage.getItem(TOKEN) ?? localStorage.getItem(TOKEN) ?? "";
}

export function keepToken(value, inBrowser) {
  forgetToken();
  (inBrowser ? localStorage : sessionStorage).setItem(TOKEN, value);
}

export function forgetToken() {
  sessionStorage.removeItem(TOKEN);
  localStorage.removeItem(TOKEN);
}

/** What a person prefers, of this browser: language, colours, the project they looked at last. */
export function preference(name) {
  return localStorage.getItem(`deskhours.${name}`) ?? "";
}

export function prefer(name, value) {
  localStorage.setItem(`deskhours.${name}`, value);
}

"use strict";

/**
 * Signs what the explorer sends where ACCESS_KEY:SECRET_KEY was entered for it: the secret itself stays in the page. Where
 * nothing was entered it sends the token with which somebody signed in to the console (page/core/keep.js).
 */
async function signed(request) {
  const [, accessKey, secretKey] = /^([^:\s]+):(\S+)$/.exec(request.headers?.Authorization ?? "") ?? [];
  if (!accessKey) {
    return withTokenOfConsole(request);
  }
  delete request.headers.Authorization;
  if (!globalThis.crypto?.subtle) {
    throw new Error("A browser signs only on https and on localhost; use a token here.");
  }
  const url = new URL(request.url, location.href);
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const canonical = [
    request.method.toUpperCase(),
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    `host:${url.host}\nx-sdk-date:${date}\n`,
    "host;x-sdk-date",
    hex(await sha256(request.body ?? "")),
  ].join("\n");
  const toSign = ["SDK-HMAC-SHA256", date, hex(await sha256(canonical))].join("\n");
  const signature = hex(await hmacSha256(secretKey, toSign));
  request.headers["X-Sdk-Date"] = date;
  request.headers.Authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=host;x-sdk-date, Signature=${signature}`;
  return request;
}

function withTokenOfConsole(request) {
  const token = sessionStorage.getItem("deskhours.token") ?? localStorage.getItem("deskhours.token");
  const entered = ["Authorization", "X-Auth-Token"].some(name => request.headers?.[name]);
  if (token && !entered && new URL(request.url, location.href).origin === location.origin) {
    request.headers = { ...request.headers, "X-Auth-Token": token };
  }
  return request;
}

function canonicalPath(path) {
  const segments = path
    .split("/")
    .map(segment => escaped(decodeURIComponent(segment)))
    .join("/");
  return segments.endsWith("/") ? segments : `${segments}/`;
}

function canonicalQuery(parameters) {
  return [...parameters]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join("&");
}

function escaped(text) {
  const byte = character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, byte);
}

function sha256(text) {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}

async function hmacSha256(secret, text) {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, ["sign"]);
  return crypto.subtle.sign("HMAC", key, bytes.encode(text));
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, "0")).join("");
}

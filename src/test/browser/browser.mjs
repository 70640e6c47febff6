import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { chromium } from "playwright-core";

export const URL_OF_CONSOLE = process.env.CONSOLE_URL;
export const TOKEN = process.env.CONSOLE_TOKEN;
export const SAMPLE = "demo";

const PICTURES = process.env.CONSOLE_PICTURES;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: process.env.CONSOLE_BROWSER, args: ARGUMENTS });
}

/** A page of a person of their own. What it complains of is in `complaints`; nothing may be there at the end. */
export async function open(browser, { address = "", signedIn = true, phone = false, dark = false, width } = {}) {
  const context = await browser.newContext({
    viewport: phone ? { width: 360, height: 740 } : { width: width ?? 1280, height: 900 },
    colorScheme: dark ? "dark" : "light",
    locale: "en-GB",
    acceptDownloads: true,
  });
  if (signedIn) {
    await context.addInitScript(token => sessionStorage.setItem("deskhours.token", token), TOKEN);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on("pageerror", error => page.complaints.push(error.message));
  page.on("dialog", dialog => (page.complaints.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on(
    "console",
    message => /Content Security Policy|TrustedHTML/.test(message.text()) && page.complaints.push(message.text()),
  );
  await page.goto(URL_OF_CONSOLE + address);
  return page;
}

/** Until every part of the view has what it asked for. */
export async function settled(page) {
  await page.locator("main h1").waitFor();
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true], .skeleton, .spinner"));
}

/** What axe finds that keeps people out. The page's policy refuses scripts; what the browser is told directly it runs. */
export async function barriers(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return found.violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(node => node.html.slice(0, 200))
          .slice(0, 3)
          .join(" | ")}`,
    );
}

/** By how many pixels the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Kept for people to look at. */
export async function picture(page, name) {
  if (PICTURES) {
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
}

export async function api(method, path, body, type = "application/json") {
  const headers = { "X-Auth-Token": TOKEN, ...(body !== undefined && { "Content-Type": type }) };
  const answer = await fetch(URL_OF_CONSOLE.replace(/\/$/, "") + path, { method, body, headers });
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.status === 204 ? null : answer.json();
}

/** Sends sessions in and has their days counted. */
export async function counted(project, sessions) {
  await api("POST", `/v1/${project}/sessions`, JSON.stringify(sessions));
  const days = sessions.map(session => session.started_at.slice(0, 10)).toSorted();
  const asked = { project_id: project, first_day: days[0], last_day: days.at(-1) };
  const { run_id: id } = await api("POST", "/v1/aggregation-runs", JSON.stringify(asked));
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 100))) {
    const { runs } = await api("GET", `/v1/aggregation-runs?project_id=${project}&limit=20`);
    if (runs.find(run => run.run_id === id)?.status === "SUCCESS") {
      return;
    }
  }
  throw new Error(`the run ${id} did not end`);
}

export function dayAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

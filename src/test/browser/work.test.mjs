import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { barriers, counted, dayAgo, launch, open, picture, SAMPLE, settled, TOKEN } from "./browser.mjs";

const FIELD = process.env.CONSOLE_FIELD_FILE;
const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  "</script><script>alert(2)</script>",
  "javascript:alert(3)",
  "\u202Etxt.exe",
  "a".repeat(200),
  "{name}",
  'x" onmouseover="alert(4)',
];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

async function close(page) {
  const { complaints } = page;
  await page.context().close();
  assert.deepEqual(complaints, []);
}

/** Presses Tab until what has the focus is meant; a person would do the same. */
async function tabTo(page, meant, key = "Tab") {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key);
    if (await page.evaluate(selector => document.activeElement.matches(selector), meant)) {
      return;
    }
  }
  throw new Error(`nobody gets to ${meant} by keyboard`);
}

test("from signing in to a file by keyboard alone", async () => {
  const page = await open(browser, { signedIn: false });
  await page.getByLabel("Token").waitFor();
  await page.keyboard.type(TOKEN);
  await page.keyboard.press("Enter");
  await settled(page);
  await tabTo(page, ".menu a[href*='/desktops']");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Desktops", level: 1 }).waitFor();
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  await tabTo(page, "#filter-name");
  await page.keyboard.type("hr-laptop");
  await page.waitForURL(/name=hr-laptop/);
  await settled(page);
  const shown = await page.locator("tbody tr").count();
  await tabTo(page, "#sort-desktop_idle_duration");
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=desktop_idle_duration/);
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "sort-desktop_idle_duration");
  await tabTo(page, "#export", "Shift+Tab");
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  const rows = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  assert.equal(rows.length, shown + 1);
  assert.match(rows[1], /HR-LAPTOP/);
  await close(page);
});

test("hostile names are nothing but text", async () => {
  const sessions = HOSTILE.map((text, number) => ({
    session_id: `s-${number}`,
    desktop_id: `${text.slice(0, 100)}${number}`,
    desktop_name: text,
    desktop_pool_id: text.slice(0, 100),
    desktop_pool_name: text,
    user_name: text,
    started_at: `${dayAgo(2)}T09:00:00Z`,
    ended_at: `${dayAgo(2)}T17:00:00Z`,
  }));
  await counted("hostile-names", sessions);
  const page = await open(browser, { address: "#/p/hostile-names/desktops", phone: true });
  for (const [number, text] of HOSTILE.entries()) {
    const id = encodeURIComponent(sessions[number].desktop_id);
    await page.goto(page.url().replace(/#.*/, `#/p/hostile-names/desktops?name=${encodeURIComponent(text)}`));
    await settled(page);
    await page.locator("tbody th").filter({ hasText: text }).waitFor();
    await page.goto(page.url().replace(/#.*/, `#/p/hostile-names/desktops/${id}`));
    await page.locator("h1").filter({ hasText: text }).waitFor();
    await settled(page);
    assert.ok((await page.locator(".shares").textContent()).includes(text));
  }
  await page.goto(page.url().replace(/#.*/, "#/p/hostile-names"));
  await settled(page);
  assert.deepEqual(await barriers(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  await picture(page, "hostile-phone");
  await close(page);
});

test("exports are seen, repeated, downloaded and deleted", async () => {
  const page = await open(browser, { address: `#/p/${SAMPLE}/desktops?idle_min=1` });
  await settled(page);
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export exactly this" }).click()]);
  await page.getByRole("link", { name: /see exports/ }).click();
  await page.getByRole("heading", { name: "Exports", level: 1 }).waitFor();
  await settled(page);
  const before = await page.locator("tbody tr").count();
  await page
    .getByRole("button", { name: /^Repeat/ })
    .first()
    .click();
  await page.getByText("Started again").waitFor();
  await page.waitForFunction(
    rows => document.querySelectorAll("tbody tr").length === rows + 1 && !document.querySelector(".badge.creating"),
    before,
  );
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("button", { name: /^Download/ })
      .first()
      .click(),
  ]);
  assert.match(readFileSync(await file.path(), "utf8"), /^resource_id,/);
  await picture(page, "exports-some");
  await page
    .getByRole("button", { name: /^Delete/ })
    .first()
    .click();
  await page.waitForFunction(rows => document.querySelectorAll("tbody tr").length === rows, before);
  await close(page);
});

test("a file that is dropped becomes numbers", async () => {
  const page = await open(browser, { address: "#/records" });
  await settled(page);
  await page.getByLabel("Into project").fill("dropped");
  const field = existsSync(FIELD);
  const text = field ? readFileSync(FIELD, "utf8") : ownFile();
  await drop(page, { name: "sessions.csv", text });
  await page.getByText(field ? "Recognised: azure-wvdconnections" : "Recognised: records of Deskhours").waitFor();
  assert.deepEqual(await barriers(page), []);
  await picture(page, "records-preview");
  await page.getByRole("button", { name: "Take it in" }).click();
  await page.getByRole("heading", { name: "Desktop hours a day of dropped" }).waitFor();
  await picture(page, "records-taken");
  await page.getByRole("link", { name: "See all of it" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await settled(page);
  const hours = await page.locator(".figure").first().locator(".value").textContent();
  assert.ok(Number.parseFloat(hours) > 0, hours);
  await picture(page, "records-overview");
  await close(page);
});

function ownFile() {
  const rows = [1, 2, 3].map(
    number => `s-${number},desk-${number},alice,${dayAgo(number + 1)}T09:00:00Z,${dayAgo(number + 1)}T17:00:00Z`,
  );
  return ["session_id,desktop_id,user_name,started_at,ended_at", ...rows].join("\n");
}

async function drop(page, { name, text }) {
  const transfer = await page.evaluateHandle(
    file => {
      const made = new DataTransfer();
      made.items.add(new File([file.text], file.name));
      return made;
    },
    { name, text },
  );
  await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
}

test("bad records are named by line, and nothing is kept", async () => {
  const page = await open(browser, { address: "#/p/bad-file/records" });
  await settled(page);
  const text = [
    "session_id,desktop_id,started_at",
    `s-1,desk-1,${dayAgo(2)}T09:00:00Z`,
    "s-2,,yesterday",
    "s-3,desk-3,",
  ].join("\n");
  await drop(page, { name: "bad.csv", text });
  await page.getByRole("heading", { name: "Nothing of bad.csv was taken" }).waitFor();
  const lines = await page.locator(".bad-records li").allTextContents();
  assert.ok(lines.length >= 2, lines.join("|"));
  assert.ok(
    lines.some(line => line.includes("desktop_id")) && lines.some(line => line.includes("started_at")),
    lines.join("|"),
  );
  assert.deepEqual(await barriers(page), []);
  await picture(page, "records-bad");
  await close(page);
});

test("a file that nobody knows is said to be none", async () => {
  const page = await open(browser, { address: "#/records" });
  await settled(page);
  await drop(page, { name: "other.txt", text: "Dear diary,\nnothing was used today." });
  await page.getByRole("heading", { name: "Nothing of other.txt was taken" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Take it in" }).count(), 0);
  assert.deepEqual(await barriers(page), []);
  await picture(page, "records-other");
  await close(page);
});

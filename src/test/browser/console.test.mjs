import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { api, barriers, launch, open, overflow, picture, SAMPLE, settled, TOKEN, URL_OF_CONSOLE } from "./browser.mjs";

const VIEWS = {
  overview: `#/p/${SAMPLE}`,
  desktops: `#/p/${SAMPLE}/desktops?sort=desktop_idle_duration.DESC`,
  desktop: `#/p/${SAMPLE}/desktops/desk-0026`,
  people: `#/p/${SAMPLE}/people`,
  idle: `#/p/${SAMPLE}/idle`,
  exports: `#/p/${SAMPLE}/exports`,
  records: `#/p/${SAMPLE}/records`,
  service: `#/p/${SAMPLE}/service`,
};
const EMPTY = {
  overview: "Nothing here yet",
  desktops: "No desktops in this period",
  people: "Nobody in this period",
  idle: "Nobody stands idle",
  exports: "No exports yet",
};
const ASKS = {
  overview: "usage/daily",
  desktops: "statistics/metrics/desktops",
  desktop: "usage",
  people: "statistics/metrics/users",
  idle: "statistics/metrics/desktops",
  exports: "export-tasks",
  service: "aggregation-runs",
};

const EMPTY_PROJECT = "nothing-here";

let browser;

before(async () => {
  browser = await launch();
  await api("PUT", `/v1/${EMPTY_PROJECT}/settings`, JSON.stringify({ time_zone: "UTC" }));
});

after(() => browser?.close());

async function close(page) {
  const { complaints } = page;
  await page.context().close();
  assert.deepEqual(complaints, []);
}

test("signing in is calm until a token was wrong", async () => {
  const page = await open(browser, { signedIn: false });
  await page.getByLabel("Token").waitFor();
  assert.equal(await page.locator(".problem:visible").count(), 0);
  assert.deepEqual(await barriers(page), []);
  await picture(page, "sign-in");
  await page.getByLabel("Token").fill("guessed");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: "does not know this token" }).waitFor();
  await page.getByLabel("Token").fill(TOKEN);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  await settled(page);
  assert.equal(await page.evaluate(() => localStorage.getItem("deskhours.token")), null);
  assert.equal(await page.evaluate(() => sessionStorage.getItem("deskhours.token")), TOKEN);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Token").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("deskhours.token")), null);
  await close(page);
});

test("a token is kept in the browser if that is wished for", async () => {
  const page = await open(browser, { signedIn: false, address: VIEWS.desktops });
  await page.getByLabel("Token").fill(TOKEN);
  await page.getByLabel("Stay signed in").check();
  await page.getByRole("button", { name: "Sign in" }).click();
  await settled(page);
  assert.match(page.url(), /desktops\?sort=desktop_idle_duration\.DESC$/);
  const other = await page.context().newPage();
  await other.goto(URL_OF_CONSOLE);
  await settled(other);
  assert.equal(await other.locator("h1").textContent(), "Overview");
  await close(page);
});

for (const [name, address] of Object.entries(VIEWS)) {
  test(`${name} can be read in both schemes and on a phone`, async () => {
    for (const look of [{ dark: false }, { dark: true }, { phone: true }]) {
      const page = await open(browser, { address, ...look });
      await settled(page);
      const kind = look.phone ? "phone" : look.dark ? "dark" : "light";
      assert.equal(await page.locator(".state.bad, .state.offline").count(), 0, kind);
      assert.deepEqual(await barriers(page), [], kind);
      assert.ok((await overflow(page)) <= 0, kind);
      assert.match(await page.locator("#reach").textContent(), /Data through .*UTC/);
      await picture(page, `${name}-${kind}`);
      await close(page);
    }
  });
}

for (const [name, words] of Object.entries(EMPTY)) {
  test(`${name} says that nothing is there`, async () => {
    const page = await open(browser, { address: VIEWS[name].replace(SAMPLE, EMPTY_PROJECT) });
    await page.getByText(words, { exact: true }).waitFor();
    await settled(page);
    assert.deepEqual(await barriers(page), []);
    await picture(page, `${name}-empty`);
    await close(page);
  });
}

for (const [name, asked] of Object.entries(ASKS)) {
  test(`${name} says what is wrong, and recovers`, async () => {
    const page = await open(browser, { address: "#/service" });
    await settled(page);
    const body = JSON.stringify({ error_code: "WKS.00000003", error_msg: "The database cannot be reached." });
    const matching = new RegExp(`/${asked}(\\?|$)`);
    await page.route(matching, route => route.fulfill({ status: 503, contentType: "application/json", body }));
    await page.goto(URL_OF_CONSOLE + VIEWS[name].replace("?", "?again=1&"));
    await page.reload();
    await page.getByText("The database is away").first().waitFor();
    assert.deepEqual(await barriers(page), []);
    await picture(page, `${name}-error`);
    await page.unroute(matching);
    for (let left = await page.getByRole("button", { name: "Try again" }).count(); left > 0; left--) {
      await page.getByRole("button", { name: "Try again" }).first().click();
      await settled(page);
    }
    assert.equal(await page.getByText("The database is away").count(), 0);
    await close(page);
  });
}

test("a project that nobody has heard of is no mistake", async () => {
  const page = await open(browser, { address: "#/p/never-heard-of/desktops" });
  await page.getByText("Nothing here yet").waitFor();
  assert.equal(await page.locator(".state.bad").count(), 0);
  await close(page);
});

test("a service that is gone is said to be gone", async () => {
  const page = await open(browser, { address: VIEWS.desktops });
  await settled(page);
  await page.route(/\/v[123]\//, route => route.abort());
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("The service cannot be reached").waitFor();
  await picture(page, "offline");
  await page.unroute(/\/v[123]\//);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("51–60 of 60").waitFor();
  await close(page);
});

test("no width makes the page wider than its window", async () => {
  for (const width of [360, 600, 768, 960, 1280, 2560]) {
    const page = await open(browser, { address: VIEWS.overview, width });
    await settled(page);
    assert.ok((await overflow(page)) <= 0, String(width));
    await close(page);
  }
});

test("a view can be sent as a link", async () => {
  const page = await open(browser, { address: VIEWS.desktops });
  await settled(page);
  await page.getByLabel("Name contains").fill("hr-lap");
  await page.waitForURL(/name=hr-lap/);
  await settled(page);
  await page.getByRole("button", { name: "Used" }).click();
  await page.getByLabel("Period").selectOption("7");
  await page.waitForURL(/period=7/);
  await settled(page);
  const rows = await page.locator("tbody tr").allTextContents();
  assert.ok(rows.length > 5 && rows.every(row => row.startsWith("HR-LAPTOP")), rows.join());
  const other = await open(browser, { address: new URL(page.url()).hash });
  await settled(other);
  assert.equal(await other.getByLabel("Name contains").inputValue(), "hr-lap");
  assert.deepEqual(await other.locator("tbody tr").allTextContents(), rows);
  await close(other);
  await page.goBack();
  await page.waitForURL(url => !url.hash.includes("period="));
  await close(page);
});

test("a desktop shows its days, sessions and users", async () => {
  const page = await open(browser, { address: VIEWS.desktops });
  await settled(page);
  await page.getByRole("button", { name: "Used" }).click();
  await settled(page);
  await page.locator("tbody a").first().click();
  await page.getByRole("heading", { name: "Sessions" }).waitFor();
  await settled(page);
  const chosen = page.locator(".strip button:not(.heat-0)").last();
  const day = (await chosen.getAttribute("id")).slice("day-".length);
  await chosen.click();
  await page.waitForURL(new RegExp(`day=${day}`));
  await settled(page);
  assert.equal(await page.locator(".timeline ol > li").count(), 1);
  assert.ok((await page.locator(".shares li").count()) > 0);
  await close(page);
});

test("the numbers are those of the API", async () => {
  const page = await open(browser, { address: VIEWS.overview });
  await settled(page);
  const [first, last] = await page.evaluate(() => {
    const day = ago => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    return [day(30), day(1)];
  });
  const { days } = await api(
    "GET",
    `/v1/${SAMPLE}/usage/daily?start_time=${first}T00:00:00Z&end_time=${last}T23:59:59Z`,
  );
  const seconds = days.reduce((sum, day) => sum + day.desktop_usage, 0);
  const logins = days.reduce((sum, day) => sum + day.logins, 0);
  const figures = await page.locator(".figure").allTextContents();
  assert.ok(
    figures.some(text =>
      text.startsWith(`Desktop hours${new Intl.NumberFormat("en").format(Math.round(seconds / 3600))} h`),
    ),
    figures.join("; "),
  );
  assert.ok(
    figures.some(text => text.startsWith(`Logins${new Intl.NumberFormat("en").format(logins)}`)),
    figures.join("; "),
  );
  await page.getByText("The same as a table").click();
  assert.equal(await page.locator("details tbody tr").count(), days.length);
  await close(page);
});

test("arrow keys read the chart", async () => {
  const page = await open(browser, { address: VIEWS.overview });
  await settled(page);
  await page.locator(".chart").focus();
  await page.keyboard.press("ArrowLeft");
  const newest = await page.locator(".tip").textContent();
  assert.match(newest, /\d+ of \d+ desktops/);
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await page.locator(".tip").textContent(), newest);
  await close(page);
});

test("it speaks Chinese", async () => {
  const page = await open(browser, { address: VIEWS.overview });
  await settled(page);
  await page.getByLabel("Language").selectOption("zh");
  await page.getByRole("heading", { name: "概览" }).waitFor();
  await settled(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  assert.deepEqual(await barriers(page), []);
  await picture(page, "overview-chinese");
  await close(page);
});

test("the policy of the page lets nothing in", async () => {
  const answer = await fetch(URL_OF_CONSOLE);
  const policy = answer.headers.get("Content-Security-Policy");
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe|data:|blob:|\*/);
});

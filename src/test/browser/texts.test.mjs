import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const FILES = process.env.CONSOLE_FILES;
const MOST_BYTES = 150_000;

const files = readdirSync(FILES, { recursive: true }).filter(name => statSync(join(FILES, name)).isFile());
const scripts = files
  .filter(name => name.endsWith(".js") && !name.includes("uplot"))
  .map(name => readFileSync(join(FILES, name), "utf8"));

async function texts(language) {
  return (await import(pathToFileURL(join(FILES, `page/texts/${language}.js`)))).default;
}

/** The names in braces that a text fills in, of all its forms. */
function places(text) {
  const forms = typeof text === "string" ? [text] : Object.values(text);
  return [...new Set(forms.flatMap(form => form.match(/\{\w+\}/g) ?? []))].toSorted();
}

test("every language says the same", async () => {
  const [english, chinese] = [await texts("en"), await texts("zh")];
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
  for (const name of Object.keys(english)) {
    assert.deepEqual(places(chinese[name]), places(english[name]), name);
  }
});

test("every text that is asked for is there, and no other", async () => {
  const names = Object.keys(await texts("en"));
  const used = scripts.flatMap(script =>
    [...script.matchAll(/["`]([a-z]+(?:\.(?:\w+|\$\{[^}]*\}))*)["`]/g)].map(([, name]) => name),
  );
  const patterns = used.map(name => new RegExp(`^${name.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "\\w+")}$`));
  assert.deepEqual(
    names.filter(name => !patterns.some(pattern => pattern.test(name))),
    [],
  );
  const asked = scripts.flatMap(script =>
    [...script.matchAll(/\bt\((?:\w+ [^"`]*\? )?"([^"]+)"/g)].map(([, name]) => name),
  );
  assert.deepEqual(
    asked.filter(name => !names.includes(name)),
    [],
  );
});

test("all of it comes quickly over a slow line", () => {
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(FILES, name)), { level: 9 }).length, 0);
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
});

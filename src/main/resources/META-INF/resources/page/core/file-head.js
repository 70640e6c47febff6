const BYTES = 65_536;
const ROWS = 10;
const NEEDED = ["session_id", "desktop_id", "started_at"];

/**
 * What a file begins with: `{type, packed, rows, missing}`, its media type, whether it is gzipped, its first records, and which
 * columns of a session they lack. What is wrong with the records the service finds out; this is for people to look at.
 */
export async function headOf(file) {
  const packed = await isGzip(file);
  const stream = packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const { text, whole } = await beginning(stream);
  const type = typeOf(text);
  const rows = recordsOf(type, text, whole).slice(0, ROWS);
  return { type, packed, rows, missing: NEEDED.filter(name => !rows.some(row => name in row)) };
}

async function isGzip(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

async function beginning(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value = "" } = await reader.read();
    text += value;
    if (done || text.length >= BYTES) {
      await reader.cancel();
      return { text, whole: done };
    }
  }
}

function typeOf(text) {
  const first = text.trimStart()[0];
  return { "[": "application/json", "{": "application/x-ndjson" }[first] ?? "text/csv";
}

function recordsOf(type, text, whole) {
  try {
    return { "application/json": array, "application/x-ndjson": objects, "text/csv": table }[type](text, whole);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return [];
    }
    throw error;
  }
}

/** Of a long array the first objects, up to the last that is whole. */
function array(text, whole) {
  return JSON.parse(whole ? text : `${text.slice(0, text.lastIndexOf("}") + 1)}]`);
}

function objects(text, whole) {
  return lines(text, whole).map(line => JSON.parse(line));
}

function table(text, whole) {
  const [head = "", ...rows] = lines(text, whole);
  const names = cells(head).map(name => name.trim().toLowerCase());
  return rows.map(row => Object.fromEntries(cells(row).map((cell, index) => [names[index], cell])));
}

/** The last line of a part may be cut off. */
function lines(text, whole) {
  const all = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return (whole ? all : all.slice(0, -1)).filter(line => line.trim());
}

function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}

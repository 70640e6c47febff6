import { h, placed } from "../core/dom.js";
import { hoursAlone } from "../core/numbers.js";
import { t } from "../core/words.js";

const HEIGHT = 260;
const LABEL_WIDTH = 64;
const PEAK = "peak";
const WHOLE = [0, 1, 2, 3, 4, 5].flatMap(power => [1, 2, 5].map(factor => factor * 10 ** power));

/**
 * Bars for days, and a line beside them with a scale of its own. A bar is `{label, value, line?, weekend, words}`; a value that is
 * null leaves its place empty. The canvas says nothing to those who listen: the words of a day are read out when it is pointed at,
 * by mouse or arrow keys, and the numbers are in the table below.
 */
export function barChart(label, bars, { line } = {}) {
  const box = h("div", {
    class: "chart",
    tabindex: "0",
    role: "group",
    "aria-roledescription": t("chart.role"),
    "aria-label": label,
  });
  const tip = h("p", { class: "tip", "aria-live": "polite" });
  const draw = () => renew(box, bars, line, tip);
  const watcher = new ResizeObserver(() => (box.isConnected ? draw() : watcher.disconnect()));
  watcher.observe(box);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => box.isConnected && draw());
  document.addEventListener("colours", () => box.isConnected && draw());
  box.addEventListener("keydown", event => step(event, box, bars.length));
  return h("div", { class: "chart-box" }, box, tip);
}

function renew(box, bars, line, tip) {
  box.plot?.destroy();
  const width = box.clientWidth;
  if (width > 0) {
    box.plot = new globalThis.uPlot(options(box, width, bars, line, tip), data(bars, line), box);
    hideFromReaders(box);
  }
}

function hideFromReaders(box) {
  for (const part of box.children) {
    part.setAttribute("aria-hidden", "true");
  }
}

function data(bars, line) {
  const at = bars.map((_, index) => index);
  const weekday = bars.map(bar => (bar.weekend ? null : bar.value));
  const weekend = bars.map(bar => (bar.weekend ? bar.value : null));
  return [at, weekday, weekend, ...(line ? [bars.map(bar => bar.line ?? null)] : [])];
}

function options(box, width, bars, line, tip) {
  const ink = name => inkOf(box, name);
  const bar = fill => ({ stroke: fill, fill, width: 0, points: { show: false }, paths: bodies() });
  const trend = {
    scale: PEAK,
    stroke: ink("line"),
    width: 2,
    points: { show: bars.length < 32, size: 5, fill: ink("line") },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    padding: [12, line ? 0 : 12, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: [-0.6, bars.length - 0.4] },
      y: { range: fromZero },
      [PEAK]: { range: fromZero },
    },
    axes: axes(ink, bars, width, line),
    series: [{}, bar(ink("bar")), bar(ink("bar-soft")), ...(line ? [trend] : [])],
    hooks: { setCursor: [plot => point(plot, bars, tip)] },
  };
}

function bodies() {
  return globalThis.uPlot.paths.bars({ size: [0.72, 40], radius: 0.12 });
}

function fromZero(plot, min, max) {
  const most = Math.max(max ?? 0, 1);
  const step = roundStep(most / 4);
  return [0, Math.ceil(most / step) * step];
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map(factor => factor * power).find(step => step >= rough);
}

function axes(ink, bars, width, line) {
  const common = { stroke: ink("quiet"), font: "12px system-ui, sans-serif", ticks: { show: false } };
  const every = Math.max(1, Math.ceil((bars.length * LABEL_WIDTH) / Math.max(width - 100, 1)));
  const days = {
    ...common,
    grid: { show: false },
    size: 30,
    splits: () => labelled(bars.length, every),
    values: (_, at) => at.map(index => bars[index].label),
  };
  const value = {
    ...common,
    size: room,
    grid: { stroke: ink("grid"), width: 1 },
    values: (_, at) => at.map(number => hoursAlone(number * 3600)),
  };
  const peak = { ...common, scale: PEAK, side: 1, size: room, incrs: WHOLE, grid: { show: false } };
  return line ? [days, value, peak] : [days, value];
}

/** Labels count back from the newest day, which always has one. */
function labelled(length, every) {
  return Array.from({ length }, (_, index) => index).filter(index => (length - 1 - index) % every === 0);
}

/** As wide as the longest label, so that none is cut off. */
function room(plot, labels) {
  const longest = Math.max(1, ...(labels ?? []).map(label => String(label ?? "").length));
  return 14 + longest * 7.2;
}

function inkOf(box, name) {
  const probe = h("i", { class: `ink-${name}` });
  box.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function point(plot, bars, tip) {
  const bar = bars[plot.cursor.idx];
  const shown = plot.cursor.left >= 0 && bar;
  tip.textContent = shown ? bar.words : "";
  tip.classList.toggle("shown", Boolean(shown));
  if (shown) {
    placed(tip, {
      left: Math.min(Math.max((100 * (plot.bbox.left / devicePixelRatio + plot.cursor.left)) / plot.width, 14), 86),
    });
  }
}

function step(event, box, length) {
  const move = { ArrowLeft: -1, ArrowRight: 1, Home: -length, End: length, Escape: 0 }[event.key];
  if (move === undefined || !box.plot) {
    return;
  }
  event.preventDefault();
  const from = box.plot.cursor.left >= 0 ? box.plot.cursor.idx : length;
  const index = Math.min(Math.max(from + move, 0), length - 1);
  box.plot.setCursor({ left: event.key === "Escape" ? -10 : box.plot.valToPos(index, "x"), top: 10 });
}

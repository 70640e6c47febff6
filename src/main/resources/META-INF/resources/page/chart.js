import { hours, isWeekend, shortDay } from "./time.js";

const HEIGHT = 220;
const MARGIN = { top: 10, right: 0, bottom: 24, left: 44 };

/** Draws a bar for each slot, `{day, total}`; a day that is not aggregated has no total, and no bar. */
export function draw(box, slots, onPoint) {
  const width = Math.max(box.clientWidth, 240);
  const scale = scaleOf(slots, width);
  const svg = element("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: "img" });
  svg.setAttribute("aria-label", "Bar chart of desktop hours a day; the numbers are in the table below it");
  svg.append(...gridLines(scale, width));
  slots.forEach((slot, index) => svg.append(bar(slot, index, scale, onPoint)));
  svg.append(...dayLabels(slots, scale));
  svg.addEventListener("pointerleave", () => onPoint(null));
  box.replaceChildren(svg);
}

function scaleOf(slots, width) {
  const most = Math.max(1, ...slots.map(slot => (slot.total?.desktop_usage ?? 0) / 3600));
  const step = roundStep(most / 4);
  const top = Math.ceil(most / step) * step;
  const plot = HEIGHT - MARGIN.top - MARGIN.bottom;
  const slotWidth = (width - MARGIN.left - MARGIN.right) / slots.length;
  return {
    step,
    top,
    slotWidth,
    x: index => MARGIN.left + index * slotWidth,
    y: value => MARGIN.top + plot * (1 - value / top),
  };
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map(factor => factor * power).find(step => step >= rough);
}

function gridLines(scale, width) {
  const parts = [];
  for (let value = 0; value <= scale.top + scale.step / 2; value += scale.step) {
    const y = scale.y(value);
    parts.push(element("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y, y2: y }));
    parts.push(text(hours(value * 3600), { x: MARGIN.left - 8, y: y + 4, "text-anchor": "end" }));
  }
  return parts;
}

function bar(slot, index, scale, onPoint) {
  const group = element("g", { class: "day" });
  const [x, width] = [scale.x(index), scale.slotWidth];
  const [top, bottom] = [scale.y(0), scale.y(scale.top)];
  group.append(element("rect", { class: "slot", x, width, y: bottom, height: top - bottom }));
  if (slot.total) {
    const y = scale.y(slot.total.desktop_usage / 3600);
    const kind = isWeekend(slot.day) ? "bar weekend" : "bar";
    group.append(element("rect", { class: kind, x: x + width * 0.15, width: width * 0.7, y, height: top - y, rx: 1.5 }));
  }
  group.addEventListener("pointerenter", () => onPoint(slot));
  return group;
}

function dayLabels(slots, scale) {
  const every = Math.ceil(64 / scale.slotWidth);
  const newest = slots.length - 1;
  return slots.flatMap((slot, index) => {
    const x = scale.x(index) + scale.slotWidth / 2;
    const last = index === newest;
    const place = { x: last ? scale.x(slots.length) : x, y: HEIGHT - 6, "text-anchor": last ? "end" : "middle" };
    return (newest - index) % every === 0 ? [text(shortDay(slot.day), place)] : [];
  });
}

function text(content, attributes) {
  const node = element("text", attributes);
  node.textContent = content;
  return node;
}

function element(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  return node;
}

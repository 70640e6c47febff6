import { svg } from "../core/dom.js";

const PATHS = {
  overview: "M3 13v7h4v-7zm7-9v16h4V4zm7 5v11h4V9z",
  desktops: "M3 4h18v12H3zm5 16h8m-4-4v4",
  people:
    "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 10v-2a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v2m1-10a4 4 0 0 0 0-8m5 18v-2a5 5 0 0 0-4-4.9",
  idle: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 2",
  exports: "M12 3v12m-5-5 5 5 5-5M4 21h16",
  records: "M12 15V3M7 8l5-5 5 5M4 15v6h16v-6",
  service: "M4 5h16v6H4zm0 8h16v6H4zm4-5h.01M8 16h.01",
  empty: "M3 13l3-9h12l3 9v7H3zm0 0h5l1 3h6l1-3h5",
  bad: "M12 8v5m0 3h.01M12 3 2 20h20z",
  offline: "M2 8.5a15 15 0 0 1 20 0M5 12a10 10 0 0 1 14 0m-10.500 3.500a5 5 0 0 1 7 0M12 20h.01M3 3l18 18",
  menu: "M4 6h16M4 12h16M4 18h16",
  back: "M15 5l-7 7 7 7",
};

/** A picture beside a text; whoever listens hears the text alone. */
export function icon(name) {
  const attributes = { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" };
  return svg("svg", attributes, svg("path", { d: PATHS[name] }));
}

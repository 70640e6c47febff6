const SVG = "http://www.w3.org/2000/svg";

/** An element. Children that are texts become text, whatever they hold; those that are null or false are left out. */
export function h(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    set(node, name, value);
  }
  node.append(...shown(children));
  return node;
}

function set(node, name, value) {
  if (name.startsWith("on")) {
    node.addEventListener(name.slice(2), value);
  } else if (name === "value" || name === "checked") {
    node[name] = value;
  } else if (value !== null && value !== undefined && value !== false) {
    node.setAttribute(name, value === true ? "" : value);
  }
}

function shown(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false);
}

export function fill(node, ...children) {
  node.replaceChildren(...shown(children));
  return node;
}

/** Places a node by percentages; a style attribute in markup would be refused by the policy of the page. */
export function placed(node, places) {
  for (const [property, percent] of Object.entries(places)) {
    node.style.setProperty(property, `${percent}%`);
  }
  return node;
}

let wanted = "";

/** Whoever works with the keyboard stays where they were when a part of the page is drawn anew. */
export function rememberFocus(within) {
  const active = document.activeElement;
  wanted = active?.id && within.contains(active) ? active.id : wanted;
}

export function restoreFocus() {
  const lost = !document.activeElement || document.activeElement === document.body;
  const target = lost && wanted && document.getElementById(wanted);
  if (target) {
    target.focus({ preventScroll: true });
    wanted = "";
  }
}

export function forgetFocus() {
  wanted = "";
}

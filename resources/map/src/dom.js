/**
 * The only place that makes elements. Text becomes text nodes and links are checked, so nothing that was typed
 * into a project can become markup or a script.
 */

const SVG = "http://www.w3.org/2000/svg";
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

/**
 * Give *link* when a page may lead there, else nothing.
 * @param {string} link
 * @returns {string | null}
 */
export function safeLink(link) {
  // Browsers ignore control characters and spaces at the start of an address, so they are taken out first.
  // eslint-disable-next-line no-control-regex
  const plain = link.replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
  return SAFE_LINK.test(plain) ? plain : null;
}

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Make an element. Attributes whose value is null or false are left out; functions become listeners.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown> | null} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name, /** @type {EventListener} */ (value));
    } else if (name === "href") {
      const link = String(value);
      const safe = link.startsWith("#") ? link : safeLink(link);
      if (safe !== null) element.setAttribute("href", safe);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

/**
 * Make a part of a picture. Attributes whose value is null are left out.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | null> | null} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) if (value !== null) element.setAttribute(name, String(value));
  append(element, children);
  return element;
}

/**
 * @param {Element | DocumentFragment} parent
 * @param {(Child | Child[])[]} children
 */
export function append(parent, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Find an element that the page always has.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

/** Does the reader prefer things not to move? */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

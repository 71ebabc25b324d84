/** The six kinds as shapes: drawn on the map's canvas, and as small pictures in the list. The same paths for both. */

const SHAPES = ["circle", "triangle", "square", "drop", "diamond", "hexagon"];
const NS = "http://www.w3.org/2000/svg";

/** Outlines within a box from -10 to 10; the middle of the shape is at 0, 0. In the order of the kinds. */
export const OUTLINES = {
  circle: "M-8 0a8 8 0 1 1 16 0a8 8 0 1 1-16 0z",
  triangle: "M-1.7-8.4Q0-10.4 1.7-8.4L9 4.9Q10 7.4 7.3 7.6L-7.3 7.6Q-10 7.4-9 4.9z",
  square: "M-7.4-7.4H7.4V7.4H-7.4z",
  drop: "M0 10C-5.4 4.4-7.6 1.4-7.6-2a7.6 7.6 0 1 1 15.2 0C7.6 1.4 5.4 4.4 0 10z",
  diamond: "M0-9.8L9.8 0L0 9.8L-9.8 0z",
  hexagon: "M-4.6-8H4.6L9.2 0L4.6 8H-4.6L-9.2 0z",
};

/**
 * @param {number} kind
 * @returns {string} the path of its shape
 */
export function outlineOf(kind) {
  return OUTLINES[/** @type {keyof typeof OUTLINES} */ (SHAPES[kind])];
}

/** @type {Path2D[] | null} */
let paths = null;

/**
 * @param {number} kind
 * @returns {Path2D}
 */
export function outline(kind) {
  paths ??= SHAPES.map((_, kind) => new Path2D(outlineOf(kind)));
  return paths[kind];
}

/**
 * The kind's shape as a small picture without a name of its own: a word stands beside it.
 * @param {number} kind
 * @returns {SVGElement}
 */
export function kindPicture(kind) {
  const picture = document.createElementNS(NS, "svg");
  picture.setAttribute("viewBox", "-11 -11 22 22");
  picture.setAttribute("class", `kind kind-${kind}`);
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("focusable", "false");
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", outlineOf(kind));
  picture.append(path);
  return picture;
}

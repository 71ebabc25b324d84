/** Pathways on paper: each diagram fitted to the sheet, and after it the same in words with the evidence. */

import { drawingOf, linesLegend } from "./diagram.js";
import { h, svg } from "./dom.js";
import { pathwayInWords } from "./pathways.js";
import { date, pick, said, t } from "./texts.js";

/** @typedef {import("./data.js").Publication} Publication */

/** Text of a diagram is no smaller than this on an upright sheet; else the diagram lies on its side. */
const SMALLEST_PT = 7.5;
const TEXT_PT = 14 * 0.75;
const MM_PER_PX = 25.4 / 96;
/** What the heading and the legend leave of the height of a page, in millimetres less than its paper. */
const BESIDE_DIAGRAM_MM = 60;

/**
 * All pathways, each beginning a page.
 * @param {Publication} publication
 * @param {[number, number]} room width and height of the paper between its margins, in millimetres
 * @returns {HTMLElement[]}
 */
export function pathwaysOnPaper(publication, room) {
  return publication.data.pathways.map((_, place) => pathwayOnPaper(publication, place, room));
}

/**
 * What stands above a pathway that is printed alone.
 * @param {Publication} publication
 * @returns {HTMLElement}
 */
export function pathwayHead(publication) {
  const { data } = publication;
  return h("header", null,
    said("h1", pick(data.title)),
    data.fictional ? h("p", null, h("span", { class: "badge" }, t("fictional"))) : null,
    h("p", { class: "paper-facts" }, [data.publisher, date(data.made_on)].filter(Boolean).join(" · ")));
}

/**
 * @param {Publication} publication
 * @param {number} place
 * @param {[number, number]} room
 * @returns {HTMLElement}
 */
export function pathwayOnPaper(publication, place, room) {
  const [name, ...words] = pathwayInWords(publication, place);
  name.removeAttribute("id");
  name.removeAttribute("tabindex");
  const begun = publication.data.pathways[place].links.entry.length === 0;
  const section = h("section", { class: begun ? "paper-pathway paper-begun" : "paper-pathway" }, name,
    h("figure", { class: "paper-figure" }, fittedTo(room, drawingOf(publication, place, { "aria-label": name.textContent })),
      h("figcaption", { class: "paper-lines" }, linesLegend(publication))),
    h("div", { class: "paper-pathway-words" }, words));
  for (const details of section.querySelectorAll("details")) details.open = true;
  return section;
}

/**
 * Give a drawing the size that it has on paper; a wide one is turned a quarter where that makes it easier to read.
 * @param {[number, number]} room
 * @param {SVGSVGElement} drawing
 * @returns {SVGSVGElement}
 */
function fittedTo([roomWide, roomHigh], drawing) {
  const { width, height } = drawing.viewBox.baseVal;
  const high = roomHigh - BESIDE_DIAGRAM_MM;
  const scaleOf = (/** @type {number} */ x, /** @type {number} */ y) => Math.min(1, roomWide / (x * MM_PER_PX), high / (y * MM_PER_PX));
  const turned = scaleOf(width, height) * TEXT_PT < SMALLEST_PT && scaleOf(height, width) > scaleOf(width, height);
  if (turned) {
    const inside = svg("g", { transform: `translate(0 ${width}) rotate(-90)` }, ...drawing.childNodes);
    drawing.replaceChildren(inside);
    drawing.setAttribute("viewBox", `0 0 ${height} ${width}`);
  }
  const [wide, tall] = turned ? [height, width] : [width, height];
  const scale = scaleOf(wide, tall);
  drawing.setAttribute("width", `${wide * MM_PER_PX * scale}mm`);
  drawing.setAttribute("height", `${tall * MM_PER_PX * scale}mm`);
  return drawing;
}

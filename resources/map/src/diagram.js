/** A pathway as a picture: cards in columns, and arrows whose line, label and end say what is known and whether it helps. */

import { h, svg } from "./dom.js";
import { language, number, pick, t } from "./texts.js";
import { ladder, RUNGS } from "./ladder.js";
import { linkOf } from "./pathway_links.js";
import { outlineOf } from "./symbols.js";

/** @typedef {import("./data.js").Publication} Publication */
/** @typedef {import("./data.js").Pathway} Pathway */

const TEXT_PX = 14;
const LINE_PX = 18;
/** Text is not made smaller than this to fit the whole diagram in; it scrolls then. */
const READABLE = 12 / TEXT_PX;
const SMALLEST = 0.2;
const LARGEST = 3;
const STEP = 1.25;
/** Boxes of the ladder on a label. */
const BOX = { side: 6, gap: 1.5 };
/** Half the width of a label. */
const LABEL = 34;

/**
 * @param {Publication} publication
 * @param {number} place of the pathway
 * @param {Record<string, string>} names attributes that name the picture
 * @returns {SVGSVGElement}
 */
export function drawingOf(publication, place, names) {
  const pathway = publication.data.pathways[place];
  const [width, height] = pathway.size;
  const links = pathway.links.entry.map((_, entry) => linkOf(publication, pathway, entry));
  const strokes = publication.data.strokes ?? [];
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", class: "pathway", ...names },
    pathway.heads.map(({ x, name }) => (name ? svg("text", { x, y: 24, class: "path-head" }, fitted(pick(name).text, pathway.card[0] + 60, 1)[0]) : null)),
    svg("g", null, links.map((link, entry) => svg("g", { class: link.harms ? "path-link path-harms" : "path-link", "data-link": entry },
      svg("path", { d: pathway.links.line[entry], class: "path-line", "stroke-width": strokes[link.rung][0], "stroke-dasharray": strokes[link.rung][1] || null }),
      svg("path", { d: pathway.links.end[entry], class: "path-end" }),
      svg("path", { d: pathway.links.line[entry], class: "path-reach" })))),
    svg("g", null, pathway.cards.x.map((_, card) => cardOf(publication, pathway, card))),
    svg("g", null, links.map((link, entry) => labelOf(link, entry, pathway.links.label[entry]))));
}

/**
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {number} card
 */
function cardOf(publication, pathway, card) {
  const { asset, x, y } = pathway.cards;
  const [width, height] = pathway.card;
  const words = nameOf(publication, pathway, card);
  const isAsset = asset[card] >= 0;
  const left = isAsset ? 34 : 16;
  const lines = fitted(words.text, width - left - 6, 5);
  const top = (height - lines.length * LINE_PX) / 2 + TEXT_PX;
  return svg("g", { class: "path-card", "data-card": card, transform: `translate(${x[card]} ${y[card]})` },
    svg("title", null, words.text),
    svg("rect", { width, height, rx: 6 }),
    isAsset
      ? svg("g", { class: `kind-${publication.kind[asset[card]]}`, transform: `translate(18 ${height / 2}) scale(0.85)` }, svg("path", { d: outlineOf(publication.kind[asset[card]]) }))
      : svg("rect", { class: "path-outcome", width: 6, height, rx: 3 }),
    svg("text", { lang: words.lang }, lines.map((line, at) => svg("tspan", { x: left, y: top + at * LINE_PX }, line))));
}

/**
 * The label of an arrow: its number in the list, the ladder lying down, and the word where it harms.
 * @param {import("./pathway_links.js").PathLink} link
 * @param {number} entry
 * @param {[number, number]} middle
 */
function labelOf(link, entry, [x, y]) {
  const high = link.harms ? 34 : 18;
  const line = link.harms ? -8 : 0;
  const boxes = RUNGS.slice(1).map((_, rung) => `M${LABEL - 5 - (RUNGS.length - 1 - rung) * (BOX.side + BOX.gap) + BOX.gap} ${line - BOX.side / 2}h${BOX.side}v${BOX.side}h-${BOX.side}z`);
  return svg("g", { class: link.harms ? "path-label path-harms" : "path-label", "data-link": entry, transform: `translate(${x} ${y})` },
    svg("rect", { x: -LABEL, y: -high / 2, width: 2 * LABEL, height: high, rx: 4 }),
    svg("text", { x: 6 - LABEL, y: line + 4, class: "path-number" }, number(entry + 1)),
    svg("path", { class: "path-off", d: boxes.slice(link.rung).join("") }),
    svg("path", { class: "path-on", d: boxes.slice(0, link.rung).join("") }),
    link.harms ? svg("text", { y: 12, "text-anchor": "middle" }, t("harms_word")) : null);
}

/**
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {number} card
 */
function nameOf(publication, pathway, card) {
  const { asset, outcome } = pathway.cards;
  return asset[card] >= 0 ? publication.name(asset[card]) : pick(publication.data.outcomes[outcome[card]].name);
}

/** What the lines of a diagram mean, each with its word. @param {Publication} publication */
export function linesLegend(publication) {
  const line = (/** @type {[number, string]} */ [width, dashes], /** @type {boolean} */ harms) =>
    svg("svg", { class: harms ? "path-sample path-harms" : "path-sample", viewBox: "0 0 44 20", width: 44, height: 20, "aria-hidden": "true" },
      svg("path", { class: "path-line", d: harms ? "M2 10H38" : "M2 10H34", "stroke-width": width, "stroke-dasharray": dashes || null }),
      svg("path", { class: "path-end", d: harms ? "M38 1v18" : "M42 10l-9 -5v10z" }));
  const strokes = publication.data.strokes ?? [];
  return h("ul", { class: "plain" }, RUNGS.map((_, rung) => h("li", null, line(strokes[rung], false), ladder(rung))),
    h("li", null, line(strokes[2], true), t("harms_word")));
}

/** @type {CanvasRenderingContext2D | null} */
let measuring = null;

/** More letters than this are on no line of a card: what follows them is not measured, however long a text is. */
const LINE_LETTERS = 200;

/**
 * Break a text into lines of at most *width*; what does not fit ends in an ellipsis.
 * @param {string} text
 * @param {number} width
 * @param {number} most lines
 * @returns {string[]}
 */
function fitted(text, width, most) {
  if (!measuring) {
    measuring = document.createElement("canvas").getContext("2d");
    if (measuring) measuring.font = `${TEXT_PX}px ${getComputedStyle(document.documentElement).fontFamily}`;
  }
  const fits = (/** @type {string} */ line) => !measuring || measuring.measureText(line).width <= width;
  const letters = Array.from(text);
  const begun = letters.slice(0, most * LINE_LETTERS).join("");
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of begun.split(/\s+/).filter(Boolean).flatMap((one) => pieces(one, fits))) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= most && letters.length <= most * LINE_LETTERS) return lines;
  let last = lines[Math.min(most, lines.length) - 1];
  while (last && !fits(`${last} …`)) last = last.slice(0, last.lastIndexOf(" ") < 0 ? -1 : last.lastIndexOf(" "));
  return [...lines.slice(0, most - 1), `${last} …`];
}

/**
 * Cut a word that is longer than a line.
 * @param {string} word
 * @param {(line: string) => boolean} fits
 * @returns {string[]}
 */
function pieces(word, fits) {
  const letters = Array.from(word);
  const found = [];
  for (let start = 0, end; start < letters.length; start = end) {
    end = Math.min(letters.length, start + LINE_LETTERS);
    while (end > start + 1 && !fits(letters.slice(start, end).join(""))) end--;
    found.push(letters.slice(start, end).join(""));
  }
  return found;
}

/** The part of the page that shows one pathway as a picture: it scrolls, zooms, and leads to what the cards stand for. */
export class Diagram {
  /**
   * @param {Publication} publication
   * @param {HTMLElement} pane what scrolls
   * @param {{card: (card: number) => void, link: (entry: number) => void}} act
   */
  constructor(publication, pane, act) {
    this.publication = publication;
    this.pane = pane;
    this.act = act;
    this.scale = 0;
    this.shown = "";
    /** @type {Pathway | null} */
    this.pathway = null;
    /** @type {SVGSVGElement | null} */
    this.picture = null;
    this.listen();
  }

  /** @param {number} place of the pathway, or -1 */
  show(place) {
    const shown = place < 0 ? "" : `${place} ${language()}`;
    if (shown === this.shown) return;
    const another = shown.split(" ")[0] !== this.shown.split(" ")[0];
    this.shown = shown;
    this.pathway = place < 0 ? null : this.publication.data.pathways[place];
    this.picture = place < 0 ? null : drawingOf(this.publication, place, { "aria-label": pick(this.publication.data.pathways[place].name).text, "aria-describedby": "diagram-note" });
    this.pane.replaceChildren(...(this.picture ? [this.picture] : []));
    if (another) this.scale = 0;
    this.resized();
    if (another) this.pane.scrollTo(0, 0);
  }

  /** Fit the diagram in when it is first seen, no smaller than can be read. */
  resized() {
    if (!this.pathway || this.pane.clientWidth === 0) return;
    if (this.scale === 0) this.scale = Math.min(1, Math.max(READABLE, this.pane.clientWidth / (this.pathway.size[0] * textScale())));
    this.size();
  }

  size() {
    if (!this.pathway || !this.picture) return;
    const factor = this.scale * textScale();
    this.picture.setAttribute("width", String(Math.round(this.pathway.size[0] * factor)));
    this.picture.setAttribute("height", String(Math.round(this.pathway.size[1] * factor)));
  }

  /** Make it larger or smaller around its middle. @param {1 | -1} way */
  zoom(way) {
    const { pane } = this;
    const before = this.scale || 1;
    this.scale = Math.min(LARGEST, Math.max(SMALLEST, before * STEP ** way));
    const [x, y] = [pane.scrollLeft + pane.clientWidth / 2, pane.scrollTop + pane.clientHeight / 2];
    this.size();
    const by = this.scale / before;
    pane.scrollTo(x * by - pane.clientWidth / 2, y * by - pane.clientHeight / 2);
  }

  /** Let the card of an asset stand out. @param {number} row or -1 */
  choose(row) {
    for (const card of this.picture?.querySelectorAll(".path-card") ?? []) {
      card.classList.toggle("chosen", row >= 0 && this.pathway?.cards.asset[Number(/** @type {SVGElement} */ (card).dataset.card)] === row);
    }
  }

  /** Let only some arrows stand out; all of them when *wanted* is null. @param {((entry: number) => boolean) | null} wanted */
  mark(wanted) {
    this.picture?.classList.toggle("marked", wanted !== null);
    for (const part of this.picture?.querySelectorAll("[data-link]") ?? []) {
      part.classList.toggle("on", wanted !== null && wanted(Number(/** @type {SVGElement} */ (part).dataset.link)));
    }
  }

  listen() {
    const { pane } = this;
    const at = (/** @type {Event} */ event) => /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-card], [data-link]"));
    let moved = false;
    pane.addEventListener("click", (event) => {
      const part = at(event);
      if (!part || moved) return;
      if (part.dataset.card !== undefined) this.act.card(Number(part.dataset.card));
      else this.act.link(Number(part.dataset.link));
    });
    pane.addEventListener("pointerover", (event) => {
      const part = at(event);
      const links = this.pathway?.links;
      if (!part || !links) return this.mark(null);
      const card = part.dataset.card === undefined ? -1 : Number(part.dataset.card);
      this.mark(card >= 0 ? (entry) => links.from[entry] === card || links.to[entry] === card : (entry) => entry === Number(part.dataset.link));
    });
    pane.addEventListener("pointerleave", () => this.mark(null));
    // A mouse drags the diagram as it drags the map; fingers scroll it anyway.
    pane.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      const start = { x: event.clientX, y: event.clientY, left: pane.scrollLeft, top: pane.scrollTop };
      const drag = (/** @type {PointerEvent} */ now) => {
        const [x, y] = [now.clientX - start.x, now.clientY - start.y];
        moved ||= Math.abs(x) + Math.abs(y) > 4;
        if (moved) pane.scrollTo(start.left - x, start.top - y);
      };
      addEventListener("pointermove", drag);
      addEventListener("pointerup", () => removeEventListener("pointermove", drag), { once: true });
    });
  }
}

/** How much larger than usual the reader wants text. */
function textScale() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

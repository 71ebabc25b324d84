/** The part of the page for pathways: one of them in words where the list stands, and as a diagram where the map stands. */

import { byId } from "./dom.js";
import { Diagram, linesLegend } from "./diagram.js";
import { pathwayParts } from "./pathways.js";
import { pick, said, t } from "./texts.js";

/** @typedef {import("./main.js").Page} Page */

export class PathwayView {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.words = byId("pathways-view");
    this.shown = "";
    this.diagram = new Diagram(page.publication, byId("diagram"), {
      card: (card) => this.follow(card),
      link: (entry) => this.read(entry),
    });
    const mark = (/** @type {Event} */ event) => {
      const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li[data-link]"));
      this.diagram.mark(item ? (entry) => entry === Number(item.dataset.link) : null);
    };
    for (const type of ["pointerover", "focusin"]) this.words.addEventListener(type, mark);
    for (const type of ["pointerleave", "focusout"]) this.words.addEventListener(type, () => this.diagram.mark(null));
    byId("diagram-larger").addEventListener("click", () => this.diagram.zoom(1));
    byId("diagram-smaller").addEventListener("click", () => this.diagram.zoom(-1));
    new ResizeObserver(() => this.diagram.resized()).observe(byId("diagram"));
  }

  /** @returns {number} the pathway that is looked at, or -1 */
  get place() {
    const { publication, state } = this.page;
    const { pathways } = publication.data;
    if (state.view !== "pathways" || pathways.length === 0) return -1;
    return Math.max(0, pathways.findIndex((pathway) => pathway.key === state.pathway));
  }

  get pathway() {
    return this.page.publication.data.pathways[this.place] ?? null;
  }

  /** Write the legend anew, in the reader's language. */
  label() {
    const { publication } = this.page;
    byId("lines").replaceChildren(...(publication.data.pathways.length ? [linesLegend(publication)] : []));
  }

  /** Show the pathway that is looked at, or put list and map back. */
  draw() {
    const { page, place } = this;
    const shown = place < 0 ? "" : `${place} ${page.state.language}`;
    if (shown !== this.shown) this.words.replaceChildren(...(place < 0 ? [] : pathwayParts(page.publication, place)));
    this.shown = shown;
    document.getElementById("diagram-name")?.remove();
    if (this.pathway) byId("diagram-part").prepend(said("h1", pick(this.pathway.name), { id: "diagram-name" }));
    this.words.hidden = place < 0;
    this.diagram.show(place);
    const stage = place < 0 ? "map" : "diagram";
    const before = byId("app").dataset.stage;
    if (stage !== before) this.set(stage);
    if (before === "diagram" && stage === "map" && page.map) {
      page.map.resized();
      if (!page.state.asset) page.map.frame();
    }
  }

  /** @param {"map" | "diagram"} stage */
  set(stage) {
    byId("app").dataset.stage = stage;
    byId("diagram-part").hidden = stage === "map";
    byId("show-map").dataset.text = stage;
    byId("show-map").textContent = t(stage);
    const skip = byId("skip-to-stage");
    skip.setAttribute("href", `#${stage}`);
    skip.dataset.text = stage === "map" ? "skip_to_map" : "skip_to_diagram";
    skip.textContent = stage === "map" ? t("skip_to_map") : t("skip_to_diagram");
  }

  /** Follow a card of the diagram to what it stands for. @param {number} card */
  follow(card) {
    const cards = this.pathway?.cards;
    if (!cards) return;
    if (cards.asset[card] >= 0) this.page.openCard(cards.asset[card]);
    else this.page.goTo({ outcome: this.page.publication.data.outcomes[cards.outcome[card]].key });
  }

  /** Show in the list what an arrow of the diagram says. @param {number} entry */
  read(entry) {
    if (this.page.state.asset) this.page.closeCard();
    this.page.showOnPhone("list");
    const item = /** @type {HTMLElement | null} */ (this.words.querySelector(`li[data-link="${entry}"]`));
    item?.scrollIntoView({ block: "center" });
    item?.focus({ preventScroll: true });
  }

  /** @param {number} row @returns {HTMLElement | null} the way to an asset in the words of the pathway, else their heading */
  link(row) {
    return this.words.querySelector(`a[data-asset="${row}"]`) ?? this.words.querySelector("h2");
  }
}

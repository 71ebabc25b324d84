/** The page on paper: a map with numbers, and the list with the same numbers and all that is needed to get there. */

import { byId, h } from "./dom.js";
import { date, t } from "./texts.js";

/** The most assets that are numbered on the map; a larger map is printed with its clusters, and a list without numbers. */
export const MOST_NUMBERED = 300;

export class Paper {
  /** @param {import("./main.js").Page} page */
  constructor(page) {
    this.page = page;
    this.open = false;
    addEventListener("beforeprint", () => this.lay());
    addEventListener("afterprint", () => this.lift());
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p" || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.print();
    });
  }

  /** Lay everything out for paper, wait for the basemap, and ask the browser to print. */
  async print() {
    await this.prepare();
    window.print();
    this.lift();
  }

  /** Lay everything out and wait until the map is drawn. */
  async prepare() {
    this.lay();
    await this.page.map?.basemap?.ready();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    document.documentElement.dataset.paper = "ready";
  }

  lay() {
    if (this.open) return;
    this.open = true;
    const { page } = this;
    const numbered = page.rows.length <= MOST_NUMBERED;
    document.documentElement.classList.add("on-paper");
    document.documentElement.classList.toggle("numbered", numbered);
    page.listing.onPaper = true;
    page.listing.show(page.rows, page.outcome());
    page.listing.showAll();
    byId("paper-foot").replaceChildren(...this.foot());
    if (!page.map) return;
    page.map.numbers = numbered ? new Map(Array.from(page.rows, (row, place) => [row, place + 1])) : null;
    page.map.onPaper(true);
  }

  /** Who made it, when, and where to have it corrected, since paper travels without its dialog. */
  foot() {
    const { data } = this.page.publication;
    const { publisher, contact } = data;
    return [
      publisher ? h("p", null, `${t("made_by")} ${publisher} · ${date(data.made_on)}`) : h("p", null, date(data.made_on)),
      contact ? h("p", null, `${t("about_corrections_text")} ${contact}`) : null,
    ].filter((line) => line !== null);
  }

  lift() {
    if (!this.open) return;
    this.open = false;
    const { page } = this;
    document.documentElement.classList.remove("on-paper", "numbered");
    delete document.documentElement.dataset.paper;
    page.listing.onPaper = false;
    page.listing.show(page.rows, page.outcome());
    byId("paper-foot").replaceChildren();
    if (!page.map) return;
    page.map.numbers = null;
    page.map.onPaper(false);
  }
}

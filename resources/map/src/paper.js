/** The page on paper: a map with numbers, and the list with the same numbers. */

/** The most assets that are numbered on the map; a larger map is printed with its clusters. */
const MOST_NUMBERED = 500;

export class Paper {
  /** @param {import("./main.js").Page} page */
  constructor(page) {
    this.page = page;
    this.open = false;
    addEventListener("beforeprint", () => this.lay());
    addEventListener("afterprint", () => this.lift());
  }

  /** Lay everything out for paper, wait for the map, and ask the browser to print. */
  async print() {
    this.lay();
    await new Promise((done) => setTimeout(done, 600));
    window.print();
    this.lift();
  }

  lay() {
    if (this.open) return;
    this.open = true;
    const { page } = this;
    document.documentElement.classList.add("on-paper");
    page.listing.showAll();
    if (!page.map) return;
    const rows = page.rows;
    page.map.numbers = rows.length <= MOST_NUMBERED ? new Map(Array.from(rows, (row, place) => [row, place + 1])) : null;
    page.map.resized();
    page.map.frame();
  }

  lift() {
    if (!this.open) return;
    this.open = false;
    document.documentElement.classList.remove("on-paper");
    if (!this.page.map) return;
    this.page.map.numbers = null;
    this.page.map.resized();
  }
}

/** The list of assets: what a reader who never touches the map uses. */

import { h } from "./dom.js";
import { choose, pick, said, t, tn } from "./texts.js";
import { kindPicture } from "./symbols.js";
import { known } from "./ladder.js";

/** @typedef {import("./data.js").Publication} Publication */

export const PAGE = 30;

export class Listing {
  /**
   * @param {Publication} publication
   * @param {HTMLElement} list an ordered list
   * @param {HTMLButtonElement} more
   * @param {{open: (row: number) => void, point: (row: number) => void}} act
   */
  constructor(publication, list, more, act) {
    this.publication = publication;
    this.list = list;
    this.more = more;
    this.act = act;
    /** @type {Int32Array} */
    this.rows = new Int32Array();
    /** @type {number} the outcome that is looked at, or -1 */
    this.outcome = -1;
    this.shown = 0;
    more.addEventListener("click", () => this.showMore());
    list.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("a[data-row]");
      const mouse = /** @type {MouseEvent} */ (event);
      if (!link || mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      act.open(Number(/** @type {HTMLElement} */ (link).dataset.row));
    });
    for (const [type, on] of /** @type {const} */ ([["mouseover", true], ["focusin", true], ["mouseleave", false], ["focusout", false]])) {
      list.addEventListener(type, (event) => {
        const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li[data-row]"));
        act.point(on && item ? Number(item.dataset.row) : -1);
      });
    }
  }

  /**
   * Show the first page of *rows*.
   * @param {Int32Array} rows
   * @param {number} outcome
   */
  show(rows, outcome) {
    this.rows = rows;
    this.outcome = outcome;
    this.shown = 0;
    this.list.replaceChildren();
    this.extend(PAGE);
    this.list.scrollTop = 0;
  }

  /** @param {number} count */
  extend(count) {
    const end = Math.min(this.shown + count, this.rows.length);
    const items = document.createDocumentFragment();
    for (let place = this.shown; place < end; place++) items.append(this.item(this.rows[place]));
    this.list.append(items);
    this.shown = end;
    const left = this.rows.length - end;
    this.more.hidden = left === 0;
    this.more.textContent = left === 0 ? "" : tn("show_more", Math.min(left, PAGE));
  }

  /** Show one page more and put the focus on its first entry. */
  showMore() {
    const before = this.shown;
    this.extend(PAGE);
    this.link(this.rows[before])?.focus();
  }

  /**
   * @param {number} row
   * @returns {HTMLElement | null}
   */
  link(row) {
    return this.list.querySelector(`a[data-row="${row}"]`);
  }

  /**
   * @param {number} row
   * @returns {HTMLElement}
   */
  item(row) {
    const { publication } = this;
    const kind = publication.kind[row];
    const summary = publication.summary(row);
    return h("li", { "data-row": row, class: "entry" },
      kindPicture(kind),
      h("div", { class: "entry-words" },
        h("h3", null, said("a", publication.name(row), { href: `#asset=${publication.key(row)}`, "data-row": row })),
        h("p", { class: "entry-facts" }, factsOf(publication, row)),
        summary.text ? said("p", summary, { class: "entry-summary" }) : null,
        this.outcome >= 0 ? contributionsTo(publication, row, this.outcome) : null));
  }
}

/**
 * Kind, when and where in one line.
 * @param {Publication} publication
 * @param {number} row
 * @returns {(Node | string)[]}
 */
function factsOf(publication, row) {
  const { data } = publication;
  /** @type {(Node | string)[]} */
  const facts = [publication.kindLabel(publication.kind[row])];
  const meeting = publication.meetings.at(row)[0];
  if (meeting !== undefined) {
    const { when } = data.meetings;
    facts.push(said("span", choose(when.cy[meeting], when.en[meeting])));
  }
  const where = placeOf(publication, row);
  if (where) facts.push(said("span", where));
  return facts.flatMap((fact, place) => (place === 0 ? [fact] : [h("span", { class: "dot", "aria-hidden": "true" }, " · "), fact]));
}

/**
 * Where an asset is in a word or two: its venue, its area, or nothing.
 * @param {Publication} publication
 * @param {number} row
 */
export function placeOf(publication, row) {
  const { assets, areas } = publication.data;
  if (assets.venue[row] >= 0) return publication.name(assets.venue[row]);
  const named = choose(publication.venueNames.cy.at(row), publication.venueNames.en.at(row));
  if (named.text) return named;
  const area = assets.area[row];
  return area >= 0 ? pick(areas[area].name) : null;
}

/**
 * How an asset helps one outcome, and how that is known.
 * @param {Publication} publication
 * @param {number} row
 * @param {number} outcome
 */
function contributionsTo(publication, row, outcome) {
  const { contributions } = publication.data;
  const entries = Array.from(publication.contributions.at(row)).filter((entry) => contributions.outcome[entry] === outcome);
  return h("ul", { class: "plain" }, entries.map((entry) => {
    const how = choose(contributions.how.cy[entry], contributions.how.en[entry]);
    return h("li", null,
      contributions.direction[entry] === "harms" ? h("strong", { class: "harms" }, t("harms"), " ") : null,
      how.text ? said("span", how) : h("span", { class: "quiet" }, t("how_not_yet_known")), " ",
      known(contributions.coverage[entry], contributions.evidence[entry].map((place) => publication.data.evidence[place])));
  }));
}

/** Search as you type, in both languages at once, without accents or case. */

import { fold } from "./order.js";

/** @typedef {import("./data.js").Publication} Publication */

export class Search {
  /** @param {Publication} publication */
  constructor(publication) {
    this.publication = publication;
    /** @type {string[]} names of each row, folded */
    this.names = [];
    /** @type {string[]} everything else that can be found, folded */
    this.texts = [];
  }

  /**
   * Prepare the rows up to *end*; the page does this a little at a time while nobody types.
   * @param {number} [end]
   */
  prepare(end = this.publication.count) {
    const { publication } = this;
    const { data } = publication;
    const { name, summary, address } = data.assets;
    for (let row = this.names.length; row < Math.min(end, publication.count); row++) {
      const texts = [summary.cy[row], summary.en[row], address[row]];
      for (const entry of publication.talents.at(row)) texts.push(data.talents.what.cy[entry], data.talents.what.en[entry]);
      for (const tag of publication.tags.at(row)) texts.push(data.tags[tag].cy, data.tags[tag].en);
      for (const entry of publication.meetings.at(row)) texts.push(data.meetings.when.cy[entry], data.meetings.when.en[entry]);
      this.names.push(fold(both(name.cy[row], name.en[row])));
      this.texts.push(fold(texts.filter(Boolean).join("\n")));
    }
    return this.names.length === publication.count;
  }

  /**
   * Give the rows that have every word of *query*; those whose name has them come first.
   * @param {string} query
   * @param {Int32Array} rows
   * @returns {Int32Array}
   */
  find(query, rows) {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    this.prepare();
    const { names, texts } = this;
    const found = new Int32Array(rows.length);
    const inText = new Int32Array(rows.length);
    let foundCount = 0;
    let inTextCount = 0;
    for (const row of rows) {
      const name = names[row];
      let everywhere = true;
      let byName = true;
      for (const word of words) {
        if (name.includes(word)) continue;
        byName = false;
        if (!texts[row].includes(word)) {
          everywhere = false;
          break;
        }
      }
      if (!everywhere) continue;
      if (byName) found[foundCount++] = row;
      else inText[inTextCount++] = row;
    }
    found.set(inText.subarray(0, inTextCount), foundCount);
    return found.slice(0, foundCount + inTextCount);
  }
}

/**
 * @param {string | undefined} cy
 * @param {string | undefined} en
 */
function both(cy, en) {
  if (cy && en && cy !== en) return `${cy}\n${en}`;
  return cy || en || "";
}

/** Search as you type, in both languages at once, without accents or case. */

import { fold } from "./order.js";

/** @typedef {import("./data.js").Publication} Publication */

/**
 * The texts of all rows in one string, so that looking for a word is one scan of it by the browser's own means.
 */
class Haystack {
  /** @param {string[]} texts one a row, without line ends */
  constructor(texts) {
    this.ends = new Uint32Array(texts.length);
    let end = 0;
    for (let row = 0; row < texts.length; row++) {
      end += texts[row].length + 1;
      this.ends[row] = end;
    }
    this.text = texts.join("\n");
  }

  /**
   * Set *bit* in the flags of every row that has *word*.
   * @param {string} word
   * @param {Uint32Array} flags
   * @param {number} bit
   */
  mark(word, flags, bit) {
    const { text, ends } = this;
    let row = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, ends[row])) {
      while (ends[row] <= at) row++;
      flags[row] |= bit;
    }
  }
}

/** More words than this are not needed to find anything. */
const MOST_WORDS = 15;

export class Search {
  /** @param {Publication} publication */
  constructor(publication) {
    this.publication = publication;
    /** @type {string[]} */
    this.names = [];
    /** @type {string[]} */
    this.texts = [];
    /** @type {{names: Haystack, texts: Haystack} | null} */
    this.ready = null;
  }

  /**
   * Prepare the rows up to *end*; the page does this a little at a time once somebody goes to the search.
   * @param {number} [end]
   * @returns {boolean} whether all rows are prepared
   */
  prepare(end = this.publication.count) {
    if (this.ready) return true;
    const { publication } = this;
    const { data } = publication;
    const { names, summaries, addresses } = publication;
    for (let row = this.names.length; row < Math.min(end, publication.count); row++) {
      const texts = [summaries.cy.at(row), summaries.en.at(row), addresses.at(row)];
      for (const entry of publication.talents.at(row)) texts.push(data.talents.what.cy[entry], data.talents.what.en[entry]);
      for (const tag of publication.tags.at(row)) texts.push(data.tags[tag].cy, data.tags[tag].en);
      for (const entry of publication.meetings.at(row)) texts.push(data.meetings.when.cy[entry], data.meetings.when.en[entry]);
      this.names.push(searchable([names.cy.at(row), names.en.at(row)]));
      this.texts.push(searchable(texts));
    }
    if (this.names.length < publication.count) return false;
    this.ready = { names: new Haystack(this.names), texts: new Haystack(this.texts) };
    this.names = [];
    this.texts = [];
    return true;
  }

  /**
   * Give the rows that have every word of *query*; those whose name has them come first.
   * @param {string} query
   * @param {Int32Array} rows
   * @returns {Int32Array}
   */
  find(query, rows) {
    const words = fold(query).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
    if (words.length === 0) return rows;
    this.prepare();
    if (!this.ready) return rows;
    const { names, texts } = this.ready;
    const inName = new Uint32Array(this.publication.count);
    const anywhere = new Uint32Array(this.publication.count);
    words.forEach((word, place) => {
      names.mark(word, inName, 1 << place);
      texts.mark(word, anywhere, 1 << place);
    });
    const all = (1 << words.length) - 1;
    const found = new Int32Array(rows.length);
    let count = 0;
    for (const row of rows) if (inName[row] === all) found[count++] = row;
    for (const row of rows) if (inName[row] !== all && (inName[row] | anywhere[row]) === all) found[count++] = row;
    return found.slice(0, count);
  }
}

/** @param {(string | undefined)[]} texts */
function searchable(texts) {
  return fold([...new Set(texts)].filter(Boolean).join(" ")).replace(/[\r\n]+/g, " ");
}

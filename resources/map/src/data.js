/** The publication as the page holds it: columns, so that 100,000 assets cost no object each. */

import { choose, language, pick } from "./texts.js";
import { sortedRows } from "./order.js";

/** @typedef {import("./texts.js").Bilingual} Bilingual */
/** @typedef {import("./texts.js").Language} Language */
/** @typedef {import("./texts.js").Words} Words */

/**
 * A column of texts in two languages; a language that has none at all is an empty list.
 * @typedef {{cy: string[], en: string[]}} BilingualColumn
 */

/**
 * A column of many texts, joined into one with U+001F between them; "" when all are empty.
 * @typedef {{cy: string, en: string}} JoinedColumn
 */

/**
 * The assets, one entry a row in each column. Coordinates are in 1/100,000 degree; -1 stands for none in columns of
 * places in other tables, null for no coordinate.
 * @typedef {object} AssetColumns
 * @property {number} count
 * @property {string} key keys of `key_width` characters, one after the other, for permanent links
 * @property {number} key_width
 * @property {string} kind one digit an asset: its place in `kinds`
 * @property {JoinedColumn} name
 * @property {JoinedColumn} summary
 * @property {(number | null)[]} lon
 * @property {(number | null)[]} lat
 * @property {string} precision one digit an asset: exact, street, postcode, area, or 4 when it is not said
 * @property {string} address with the postcode, joined
 * @property {number[]} venue row of the asset where this one is, or -1
 * @property {JoinedColumn} venue_name
 * @property {number[]} area row in `areas`, or -1
 * @property {string} status one digit an asset: active, proposed, closed, unchecked
 * @property {string} checked dates of the last check, joined
 * @property {[number[], number[]]} tags how many each asset has, and their places in `tags`
 * @property {[number, string, number[][]][]} shapes row, "line" or "area", and rings: length, then lon and lat in turn
 */

/**
 * @typedef {object} PageData
 * @property {Language[]} languages
 * @property {Bilingual} title
 * @property {Bilingual | null} introduction
 * @property {string} publisher
 * @property {string} contact where to have an entry corrected or removed
 * @property {string} made_on
 * @property {string} audience
 * @property {boolean} fictional
 * @property {Record<Language, [string, string][]>[]} attributions runs of text, each with the address that it leads to or ""
 * @property {string[]} kinds
 * @property {Bilingual[]} kind_labels
 * @property {AssetColumns} assets
 * @property {Bilingual[]} tags
 * @property {number[][]} coast rings, when there is no basemap and the map shows a county or more
 * @property {{name: Bilingual, code: string, shape: number[][], project: boolean}[]} areas
 * @property {{asset: number[], kind: string[], value: string[], person: string[]}} contacts
 * @property {{asset: number[], venue: number[], name: BilingualColumn, when: BilingualColumn, days: number[], cost: BilingualColumn, who: BilingualColumn, access: string[][]}} meetings
 * @property {{asset: number[], what: BilingualColumn, kind: string[], standing: string[], uses: string[][]}} talents
 * @property {{from: number[], kind: string[], to: number[]}} relations
 * @property {{asset: number[], field: number[], value: string[]}} custom
 * @property {Bilingual[]} custom_fields
 * @property {{asset: number[], source: string[], alt: BilingualColumn, credit: string[]}} photos
 * @property {{name: Bilingual, status: string}[]} frameworks
 * @property {Outcome[]} outcomes
 * @property {Step[]} steps
 * @property {{asset: number[], outcome: number[], how: BilingualColumn, co: string[], direction: string[], coverage: number[], evidence: number[][]}} contributions
 * @property {Evidence[]} evidence
 * @property {Pathway[]} pathways
 * @property {[number, string][]} [strokes] of an arrow on each rung of the ladder: width and dashes; where there are pathways
 * @property {Indicator[]} indicators
 */

/**
 * @typedef {object} Outcome
 * @property {string} key for permanent links
 * @property {string} code
 * @property {Bilingual} name
 * @property {Bilingual | null} description
 * @property {number} framework
 * @property {string} stage
 * @property {string} chosen_by
 * @property {Language[]} drafts languages whose wording nobody has checked
 */

/**
 * @typedef {object} Indicator
 * @property {number} outcome
 * @property {Bilingual} name
 * @property {string} unit
 * @property {string} wanted
 * @property {number | null} baseline
 * @property {string} baseline_on
 * @property {Bilingual | null} baseline_text
 * @property {number | null} target
 * @property {string} target_on
 * @property {{on: string, value: number | null, words: Bilingual | null, n: number | null}[]} readings
 */

/**
 * A step from one outcome to the next.
 * @typedef {object} Step
 * @property {number} from
 * @property {number} to
 * @property {Bilingual} how
 * @property {string} direction
 * @property {number} coverage 0 not yet known … 5 change caused by the link
 * @property {number[]} evidence
 */

/**
 * A diagram: cards and links in the order in which they are read. Lengths are in pixels at the usual size of text.
 * @typedef {object} Pathway
 * @property {string} key for permanent links
 * @property {Bilingual} name
 * @property {Bilingual | null} lessons
 * @property {[number, number]} size
 * @property {[number, number]} card width and height of each card
 * @property {{x: number, name: Bilingual | null}[]} heads of the columns
 * @property {{asset: number[], outcome: number[], column: number[], x: number[], y: number[]}} cards row of an asset, or place of an outcome; the other is -1
 * @property {PathwayLinks} links
 */

/**
 * @typedef {object} PathwayLinks
 * @property {("contribution" | "step")[]} table in which the link stands
 * @property {number[]} entry its place there
 * @property {number[]} from place of its card
 * @property {number[]} to
 * @property {string[]} line path of the arrow
 * @property {string[]} end path of its head, or of its bar where it harms
 * @property {[number, number][]} label middle of its label
 */

/**
 * @typedef {object} Evidence
 * @property {string} kind
 * @property {string} finding
 * @property {number} coverage
 * @property {number | null} strength Nesta 1 to 5
 * @property {Bilingual} summary
 * @property {string} citation
 * @property {string} url
 * @property {string} on
 * @property {number | null} n
 * @property {number} n_few when not 0: it is fewer than this, and not told
 * @property {number | null} before
 * @property {number | null} after
 * @property {string} unit
 * @property {string} period
 * @property {Bilingual | null} reported a figure as its source reports it, in words
 */

/** Lists of rows, one after the other: what belongs to row r is `of` from `start[r]` up to `start[r + 1]`. */
export class Lists {
  /**
   * @param {Uint32Array} start
   * @param {Int32Array} of
   */
  constructor(start, of) {
    this.start = start;
    this.of = of;
  }

  /**
   * From how many each row has, and all of them in turn.
   * @param {number[]} counts
   * @param {number[]} values
   */
  static counted(counts, values) {
    const start = new Uint32Array(counts.length + 1);
    for (let row = 0; row < counts.length; row++) start[row + 1] = start[row] + counts[row];
    return new Lists(start, Int32Array.from(values));
  }

  /**
   * Nothing for anyone; all who have nothing share it.
   * @param {number} count
   */
  static empty(count) {
    if (!Lists.nothing || Lists.nothing.start.length < count + 1) Lists.nothing = new Lists(new Uint32Array(count + 1), new Int32Array());
    return Lists.nothing;
  }

  /**
   * From pairs of an owner and a value, such as a table's column of assets and its own row numbers.
   * @param {number} count
   * @param {ArrayLike<number>} owners
   * @param {(entry: number) => number} [value]
   */
  static owned(count, owners, value = (entry) => entry) {
    if (owners.length === 0) return Lists.empty(count);
    const start = new Uint32Array(count + 1);
    for (let entry = 0; entry < owners.length; entry++) if (owners[entry] >= 0) start[owners[entry] + 1]++;
    for (let row = 0; row < count; row++) start[row + 1] += start[row];
    const of = new Int32Array(start[count]);
    const next = start.slice();
    for (let entry = 0; entry < owners.length; entry++) {
      if (owners[entry] >= 0) of[next[owners[entry]]++] = value(entry);
    }
    return new Lists(start, of);
  }

  /** @type {Lists | null} */
  static nothing = null;

  /** @param {number} row */
  at(row) {
    return this.of.subarray(this.start[row], this.start[row + 1]);
  }
}

/** Many texts kept as one, since 100,000 small strings cost a browser twice the memory. */
export class Texts {
  /**
   * @param {string} joined
   * @param {number} count
   */
  constructor(joined, count) {
    this.joined = joined;
    this.start = new Uint32Array(joined ? count + 1 : 0);
    /** How many are not empty. */
    this.filled = 0;
    if (!joined) return;
    let at = 0;
    for (let row = 1; row <= count; row++) {
      const end = joined.indexOf("\u001f", at);
      if (end !== at && at < joined.length) this.filled++;
      at = (end < 0 ? joined.length : end) + 1;
      this.start[row] = at;
    }
  }

  /**
   * @param {number} row
   * @returns {string}
   */
  at(row) {
    return this.joined ? this.joined.slice(this.start[row], this.start[row + 1] - 1) : "";
  }
}

/**
 * @param {JoinedColumn} column
 * @param {number} count
 */
function bothTexts(column, count) {
  return { cy: new Texts(column.cy, count), en: new Texts(column.en, count) };
}

/**
 * Whether less than a tenth of a column's texts are in *language*, and more in the other.
 * @param {{cy: Texts, en: Texts}} column
 * @param {Language} language
 */
function hardlyAny(column, language) {
  const mine = column[language].filled;
  const others = column[language === "cy" ? "en" : "cy"].filled;
  return others > 0 && mine * 10 < others;
}

export class Publication {
  /** @param {PageData} data */
  constructor(data) {
    this.data = data;
    const { assets } = data;
    this.count = assets.count;
    this.names = bothTexts(assets.name, this.count);
    this.summaries = bothTexts(assets.summary, this.count);
    this.venueNames = bothTexts(assets.venue_name, this.count);
    this.addresses = new Texts(assets.address, this.count);
    this.checked = new Texts(assets.checked, this.count);
    this.kind = new Uint8Array(this.count);
    for (let row = 0; row < this.count; row++) this.kind[row] = assets.kind.charCodeAt(row) - 48;
    this.contacts = Lists.owned(this.count, data.contacts.asset);
    this.meetings = Lists.owned(this.count, data.meetings.asset);
    this.heldHere = Lists.owned(this.count, data.meetings.venue);
    this.talents = Lists.owned(this.count, data.talents.asset);
    this.contributions = Lists.owned(this.count, data.contributions.asset);
    this.supporters = Lists.owned(data.outcomes.length, data.contributions.outcome);
    this.relationsFrom = Lists.owned(this.count, data.relations.from);
    this.relationsTo = Lists.owned(this.count, data.relations.to);
    this.photos = Lists.owned(this.count, data.photos.asset);
    this.custom = Lists.owned(this.count, data.custom.asset);
    this.tags = Lists.counted(...assets.tags);
    this.onward = Lists.owned(data.outcomes.length, data.steps.map((step) => step.from));
    /** @type {Partial<Record<Language, Int32Array>>} */
    this.orders = {};
    /** @type {Map<string, number> | null} */
    this.rowsByKey = null;
  }

  /**
   * @param {number} row
   * @returns {Words}
   */
  name(row) {
    const words = this.unmarked(choose(this.names.cy.at(row), this.names.en.at(row)), this.names);
    // What somebody is called needs no translation, so it is not marked as missing one.
    return this.data.kinds[this.kind[row]] === "person" ? { ...words, other: false } : words;
  }

  /**
   * @param {number} row
   * @returns {Words}
   */
  summary(row) {
    return this.unmarked(choose(this.summaries.cy.at(row), this.summaries.en.at(row)), this.summaries);
  }

  /**
   * Where hardly a text of a column is in the reader's language, the page says so once and not at each text.
   * @param {Words} words
   * @param {{cy: Texts, en: Texts}} column
   * @returns {Words}
   */
  unmarked(words, column) {
    return words.other && hardlyAny(column, words.lang === "cy" ? "en" : "cy") ? { ...words, other: false } : words;
  }

  /** @returns {Language | null} the language that nearly all assets are named in, when it is not the reader's */
  get mainLanguage() {
    const mine = language();
    return hardlyAny(this.names, mine) ? (mine === "cy" ? "en" : "cy") : null;
  }

  /** @param {number} kind */
  kindLabel(kind) {
    return pick(this.data.kind_labels[kind]).text;
  }

  /**
   * @param {number} row
   * @returns {string}
   */
  key(row) {
    const { key, key_width } = this.data.assets;
    return key.slice(row * key_width, (row + 1) * key_width).trim();
  }

  /**
   * @param {string} key
   * @returns {number} the row, or -1
   */
  rowOf(key) {
    if (!this.rowsByKey) {
      this.rowsByKey = new Map();
      for (let row = 0; row < this.count; row++) this.rowsByKey.set(this.key(row), row);
    }
    const row = this.rowsByKey.get(key);
    if (row !== undefined || key.length < 10) return row ?? -1;
    // A link from another edition of this map, whose keys were shorter or longer.
    for (const [own, ownRow] of this.rowsByKey) if (own.endsWith(key) || key.endsWith(own)) return ownRow;
    return -1;
  }

  /** @param {number} row */
  located(row) {
    return this.data.assets.lon[row] !== null;
  }

  /**
   * All rows in alphabetical order.
   * @param {Language} language
   * @returns {Int32Array}
   */
  order(language) {
    const { cy, en } = this.names;
    const [mine, other] = language === "cy" ? [cy, en] : [en, cy];
    return (this.orders[language] ??= sortedRows(this.count, (row) => mine.at(row) || other.at(row), language));
  }
}

/**
 * Read the data block: JSON, or the same gzipped and in base64.
 * @param {HTMLElement} block
 * @returns {Promise<any>}
 */
export async function readBlock(block) {
  // A site has its data in files beside the page.
  const text = block.dataset.src ? await (await fetch(block.dataset.src)).text() : block.textContent ?? "";
  if (block.dataset.encoding !== "gzip") return JSON.parse(text);
  const stream = new Blob([fromBase64(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function fromBase64(text) {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** The assets of a map that people are working on: columns that grow, and change one asset at a time. */

import { choose, pick } from "./texts.js";

/** @typedef {import("./texts.js").Bilingual} Bilingual */
/** @typedef {import("./texts.js").Words} Words */

/**
 * Some assets, one entry each in every column. Coordinates are in 1/100,000 degree, null where there is none.
 * @typedef {object} Columns
 * @property {number[]} n the asset's number, by which the window knows it
 * @property {string} kind one digit an asset
 * @property {string[]} cy names
 * @property {string[]} en
 * @property {(number | null)[]} lon
 * @property {(number | null)[]} lat
 * @property {string} own 1 where the place is the asset's own, 0 where it is at a venue or nowhere
 * @property {string} shown 1 where the filter admits it
 * @property {[number, string, number[][]][]} shapes number, "line" or "area", and rings: lon and lat in turn
 */

/** @typedef {{name: Bilingual, code: string, shape: number[][], project: boolean}} Area */

/** What `map.js` asks of a publication, for assets that change. A row is an asset's number. */
export class LiveAssets {
  constructor() {
    this.count = 0;
    this.kind = new Uint8Array(16);
    this.own = new Uint8Array(16);
    /** Whether an asset is there, and the filter admits it. */
    this.shown = new Uint8Array(16);
    /** @type {string[]} */
    this.cy = [];
    /** @type {string[]} */
    this.en = [];
    /** @type {Map<number, [number, string, number[][]]>} */
    this.shapes = new Map();
    this.data = {
      assets: {
        lon: /** @type {(number | null)[]} */ ([]), lat: /** @type {(number | null)[]} */ ([]),
        shapes: /** @type {[number, string, number[][]][]} */ ([]),
      },
      areas: /** @type {Area[]} */ ([]),
      coast: /** @type {number[][]} */ ([]),
      kinds: /** @type {string[]} */ ([]),
      kind_labels: /** @type {Bilingual[]} */ ([]),
    };
  }

  /** @param {Columns} columns */
  put(columns) {
    const { n, kind, cy, en, lon, lat, own, shown, shapes } = columns;
    this.grow(n.reduce((most, number) => Math.max(most, number + 1), this.count));
    for (let at = 0; at < n.length; at++) {
      const row = n[at];
      this.kind[row] = kind.charCodeAt(at) - 48;
      this.own[row] = own.charCodeAt(at) - 48;
      this.shown[row] = shown.charCodeAt(at) - 48;
      this.cy[row] = cy[at];
      this.en[row] = en[at];
      this.data.assets.lon[row] = lon[at];
      this.data.assets.lat[row] = lat[at];
      this.shapes.delete(row);
    }
    for (const shape of shapes) this.shapes.set(shape[0], shape);
    this.data.assets.shapes = [...this.shapes.values()];
  }

  /** @param {number[]} rows */
  remove(rows) {
    for (const row of rows) {
      if (row >= this.count) continue;
      this.shown[row] = 0;
      this.data.assets.lon[row] = this.data.assets.lat[row] = null;
      this.shapes.delete(row);
    }
    this.data.assets.shapes = [...this.shapes.values()];
  }

  /** @param {number} count */
  grow(count) {
    if (count > this.kind.length) {
      const size = Math.max(count, this.kind.length * 2);
      for (const column of /** @type {const} */ (["kind", "own", "shown"])) {
        const larger = new Uint8Array(size);
        larger.set(this[column]);
        this[column] = larger;
      }
    }
    this.count = count;
  }

  /** @param {number[] | null} rows those that the filter admits; null for all */
  showOnly(rows) {
    this.shown.fill(rows ? 0 : 1, 0, this.count);
    for (const row of rows ?? []) if (row < this.count) this.shown[row] = 1;
  }

  /** @returns {Int32Array} the rows to show */
  get rows() {
    const found = [];
    for (let row = 0; row < this.count; row++) if (this.shown[row]) found.push(row);
    return Int32Array.from(found);
  }

  /**
   * @param {number} row
   * @returns {Words}
   */
  name(row) {
    return choose(this.cy[row], this.en[row]);
  }

  /** @param {number} kind */
  kindLabel(kind) {
    return pick(this.data.kind_labels[kind]).text;
  }

  /** Whether it is a point of its own that can be moved. @param {number} row */
  movable(row) {
    return this.own[row] === 1 && this.data.assets.lon[row] !== null && !this.shapes.has(row);
  }
}

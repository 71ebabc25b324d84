/** The map of the page, following assets that change, with several of them selected. */

import * as L from "leaflet";
import { h, still } from "./dom.js";
import { toWorld } from "./clusters.js";
import { AssetMap } from "./map.js";

/** @typedef {import("./live.js").LiveAssets} LiveAssets */

const UNIT = 100000;
/** So many of the selected are ringed one by one. */
const MOST_MARKED = 400;

export class LiveMap extends AssetMap {
  /**
   * @param {LiveAssets} assets
   * @param {HTMLElement} container
   * @param {{open: (row: number) => void, list: (rows: number[]) => void}} act
   * @param {any} addBasemap
   */
  constructor(assets, container, act, addBasemap) {
    super(/** @type {any} */ (assets), container, act, addBasemap);
    this.assets = assets;
    /** @type {number[]} */
    this.selected = [];
    this.found = L.layerGroup().addTo(this.map);
  }

  /**
   * Mark a place that was found by its words, and go there.
   * @param {[number, number] | null} at longitude and latitude
   * @param {string} name
   */
  markFound(at, name) {
    this.found.clearLayers();
    if (!at) return;
    const place = L.latLng(at[1], at[0]);
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--map-accent").trim();
    L.circleMarker(place, { radius: 14, color: colour, weight: 3, fill: false, interactive: false }).addTo(this.found);
    L.tooltip({ permanent: true, direction: "top", offset: [0, -14], interactive: false })
      .setLatLng(place).setContent(h("span", null, name)).addTo(this.found);
    this.map.setView(place, Math.max(this.map.getZoom(), 15), { animate: false });
  }

  /** Take over where assets are, and draw what is shown of them. @param {Iterable<number>} rows those that changed */
  follow(rows) {
    const { assets } = this;
    if (this.x.length < assets.count) {
      const size = Math.max(assets.count, this.x.length * 2);
      for (const axis of /** @type {const} */ (["x", "y"])) {
        const larger = new Float64Array(size).fill(NaN);
        larger.set(this[axis]);
        this[axis] = larger;
      }
    }
    const { lon, lat } = assets.data.assets;
    for (const row of rows) {
      const east = lon[row];
      const north = lat[row];
      [this.x[row], this.y[row]] = east === null || north === null ? [NaN, NaN] : toWorld(east / UNIT, north / UNIT);
    }
    this.show(assets.rows);
  }

  /** Boundaries and coast are others now. */
  drawGround() {
    this.drawAreas();
    this.drawCoast();
    this.drawAreaNames();
    this.fitGround();
  }

  /**
   * @param {number[]} rows
   * @param {boolean} look whether to bring them into view
   */
  select(rows, look) {
    this.selected = rows;
    this.chosen = rows.length === 1 ? rows[0] : -1;
    if (look) this.lookAt(rows);
    this.redraw();
  }

  /** @returns {number[]} */
  marked() {
    if (!this.assets) return []; // the page is being opened
    return [this.pointed, ...this.selected.slice(0, MOST_MARKED)].filter((row) => this.assets.shown[row]);
  }

  /** Bring assets into view, moving no further than is needed. @param {number[]} rows */
  lookAt(rows) {
    const places = rows.filter((row) => this.x[row] === this.x[row]).map((row) => this.latLng(this.x[row], this.y[row]));
    if (places.length === 0) return;
    const bounds = L.latLngBounds(places);
    if (this.map.getBounds().pad(-0.1).contains(bounds) && (places.length > 1 || this.map.getZoom() >= 13)) return;
    if (places.length === 1) this.map.setView(places[0], Math.max(this.map.getZoom(), 14), { animate: !still() });
    else this.map.fitBounds(bounds, { padding: [36, 36], maxZoom: 16, animate: !still() });
  }
}

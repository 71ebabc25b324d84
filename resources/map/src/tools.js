/**
 * What a hand does on the map: select, place, move, draw, measure. One tool is in use at a time; without one, a click
 * selects. By keyboard the cross in the middle stands for the pointer, and the map is moved under it.
 */

import * as L from "leaflet";
import { byId, h } from "./dom.js";
import { toWorld } from "./clusters.js";
import { Drawing } from "./drawing.js";
import { toLonLat } from "./ground.js";
import { rowsInside } from "./lasso.js";
import { letMove } from "./moving.js";
import { Reshaping } from "./reshaping.js";
import { t } from "./texts.js";

/** @typedef {import("./live_map.js").LiveMap} LiveMap */
/** @typedef {import("./channel.js").Message} Message */
/** @typedef {{lat: number, lng: number}} Place */

const STEP_PX = 24;
const LARGE_STEP_PX = 120;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Tools that draw, and whether they draw an area. @type {Record<string, boolean>} */
const DRAWS = { line: false, area: true, measure: false, "measure-area": true, lasso: true };

export class Tools {
  /**
   * @param {LiveMap} liveMap
   * @param {(message: Message) => void} say
   */
  constructor(liveMap, say) {
    this.liveMap = liveMap;
    this.map = liveMap.map;
    this.say = say;
    this.tool = "";
    /** Whether Shift or Ctrl was held: what is chosen comes beside what was. */
    this.adding = false;
    this.picking = false;
    /** @type {Drawing | null} */
    this.drawing = null;
    /** @type {Reshaping | null} */
    this.reshaping = null;
    this.measure = L.tooltip({ permanent: true, direction: "top", offset: [0, -8], interactive: false });
    this.listen();
    this.boxSelects();
    this.lassoSelects();
    letMove(liveMap, {
      may: () => this.tool === "",
      moved: (row, place) => this.say({ what: "moved", row, ...toLonLat(place) }),
    });
  }

  listen() {
    const container = this.map.getContainer();
    for (const type of ["pointerdown", "keydown"]) {
      container.addEventListener(type, (event) => {
        const { shiftKey, ctrlKey, metaKey } = /** @type {PointerEvent} */ (event);
        this.adding = shiftKey || ctrlKey || metaKey;
      }, { capture: true });
    }
    container.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.map.on("click", ({ latlng }) => {
      if (this.tool) this.set(latlng);
      else if (!this.picking && !this.adding && this.liveMap.selected.length > 0) this.say({ what: "picked", rows: [], add: false });
    });
    this.map.on("mousemove", ({ latlng }) => this.drawing?.point(latlng));
    this.map.on("move", () => { if (!byId("crosshair").hidden) this.drawing?.point(this.map.getCenter()); });
  }

  /** @param {number[]} rows */
  pick(rows) {
    if (this.tool) return;
    this.say({ what: "picked", rows, add: this.adding });
    // The same click comes to the map below too, where it would choose nothing.
    this.picking = true;
    setTimeout(() => { this.picking = false; }, 0);
  }

  /**
   * Take another tool in hand, or finish with the one in use.
   * @param {Message} message
   */
  take({ tool, rings, closed }) {
    if (tool === "finish") return this.finish();
    if (tool === "again") { // what was drawn could not be kept as it is
      if (this.drawing) this.drawing.isFinished = false;
      return undefined;
    }
    this.putAway();
    this.tool = tool;
    if (tool) document.documentElement.dataset.tool = tool;
    else return undefined;
    this.map.doubleClickZoom.disable();
    if (tool === "reshape") {
      const places = rings.map((/** @type {[number, number][]} */ ring) => ring.map(([lng, lat]) => ({ lat, lng })));
      this.reshaping = new Reshaping(this.map, places, closed);
    } else if (tool in DRAWS) {
      this.drawing = new Drawing(this.map, DRAWS[tool], { changed: (places) => this.onCorners(places), finished: (places) => this.onDrawn(places) });
    }
    return undefined;
  }

  putAway() {
    this.drawing?.remove();
    this.reshaping?.remove();
    this.drawing = this.reshaping = null;
    this.measure.remove();
    this.tool = "";
    delete document.documentElement.dataset.tool;
    byId("crosshair").hidden = true;
    this.map.doubleClickZoom.enable();
  }

  stop() {
    this.putAway();
    this.say({ what: "stopped" });
  }

  /** @param {Place} place */
  set(place) {
    if (this.tool === "place") this.say({ what: "placed", ...toLonLat(place) });
    else this.drawing?.set(place);
  }

  finish() {
    if (this.reshaping) this.say({ what: "drew", rings: this.reshaping.rings.map((ring) => ring.map(pair)) });
    else this.drawing?.finish();
  }

  /** @param {Place[]} places */
  onCorners(places) {
    if (this.tool.startsWith("measure")) this.tellMeasure(places);
    else this.say({ what: "corners", count: places.length });
  }

  /** @param {Place[]} places */
  onDrawn(places) {
    if (this.tool.startsWith("measure")) return;
    if (this.tool === "lasso") {
      this.pickInside(places);
      this.stop();
    } else this.say({ what: "drew", rings: [places.map(pair)] });
  }

  /** @param {Place[]} places */
  tellMeasure(places) {
    this.measure.remove();
    this.say({ what: "measuring", corners: places.map(pair), closed: DRAWS[this.tool] });
  }

  /** @param {string} text */
  showMeasure(text) {
    const places = this.drawing?.corners.places ?? [];
    if (!text || places.length === 0) return;
    this.measure.setLatLng(places[places.length - 1]).setContent(h("span", null, text)).addTo(this.map);
    byId("said").textContent = text;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!this.tool || event.altKey || event.target !== this.map.getContainer()) {
      if (this.tool && event.key === "Escape") this.stop();
      return;
    }
    const arrow = ARROWS[event.key];
    if (arrow) {
      this.aim();
      this.map.panBy(L.point(arrow).multiplyBy(event.shiftKey ? LARGE_STEP_PX : STEP_PX), { animate: false });
    } else if (event.key === "Enter") {
      if (this.reshaping) this.finish();
      else {
        this.aim();
        const before = this.drawing?.corners.places.length ?? 0;
        this.set(this.map.getCenter());
        const count = this.drawing?.corners.places.length ?? 0;
        if (count > before) byId("said").textContent = t("corner_set", { count });
      }
    } else if (event.key === "Backspace") {
      if (this.drawing?.back()) byId("said").textContent = t("corner_removed");
    } else if (event.key === "Escape") this.stop();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Show the cross: the keyboard is in use. */
  aim() {
    if (this.tool !== "reshape") byId("crosshair").hidden = false;
  }

  /** Shift and dragging selects what is in a box. */
  boxSelects() {
    const box = /** @type {any} */ (this.map.boxZoom);
    box._onMouseUp = (/** @type {MouseEvent} */ event) => {
      if (event.button !== 0) return;
      box._finish();
      if (!box._moved) return;
      setTimeout(() => box._resetState(), 0);
      const { x: left, y: top } = box._startPoint;
      const { x: right, y: bottom } = box._point;
      const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
      this.adding = event.ctrlKey || event.metaKey;
      this.pickInside(corners.map(([x, y]) => this.map.containerPointToLatLng([x, y])));
    };
  }

  /** With the lasso in hand, dragging draws around what is to be selected. */
  lassoSelects() {
    const container = this.map.getContainer();
    /** @type {Place[] | null} */
    let around = null;
    container.addEventListener("pointerdown", (event) => {
      if (this.tool !== "lasso" || event.button !== 0) return;
      event.stopPropagation();
      this.map.dragging.disable();
      around = [this.map.mouseEventToLatLng(event)];
      container.setPointerCapture?.(event.pointerId);
    }, { capture: true });
    container.addEventListener("pointermove", (event) => {
      if (!around) return;
      const between = event.getCoalescedEvents?.() ?? [];
      for (const one of between.length > 0 ? between : [event]) around.push(this.map.mouseEventToLatLng(one));
      this.drawing?.shape.setLatLngs(/** @type {any} */ (around));
    }, { capture: true });
    container.addEventListener("pointerup", () => {
      if (!around) return;
      const drawn = around;
      around = null;
      this.map.dragging.enable();
      if (drawn.length < 3) return; // a click sets a corner
      this.pickInside(drawn);
      this.stop();
    }, { capture: true });
  }

  /** @param {Place[]} places corners around what is to be selected */
  pickInside(places) {
    const { x, y } = this.liveMap;
    const around = places.map(({ lng, lat }) => toWorld(lng, lat));
    this.say({ what: "picked", rows: rowsInside(x, y, this.liveMap.rows, around), add: this.adding });
  }

  /**
   * Something of the window was dropped on the map.
   * @param {number} row
   * @param {number} x pixels from the left
   * @param {number} y
   */
  drop(row, x, y) {
    this.say({ what: "placed", row, ...toLonLat(this.map.containerPointToLatLng([x, y])) });
  }

  label() {
    const places = this.drawing?.corners.places ?? [];
    if (this.tool.startsWith("measure") && places.length > 0) this.tellMeasure(places);
  }
}

/** @param {Place} place @returns {[number, number]} longitude and latitude */
function pair(place) {
  const { lon, lat } = toLonLat(place);
  return [lon, lat];
}

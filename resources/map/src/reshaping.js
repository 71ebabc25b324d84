/** Giving a line or an area another shape: its corners can be dragged, moved by arrow keys, added and removed. */

import * as L from "leaflet";
import { t } from "./texts.js";

/** @typedef {{lat: number, lng: number}} Place */

const MOST_HANDLES = 300;
const STEP_PX = 8;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Reshaping {
  /**
   * @param {L.Map} map
   * @param {Place[][]} rings without their first corner again at the end
   * @param {boolean} closed whether they are around an area
   */
  constructor(map, rings, closed) {
    this.map = map;
    this.rings = rings;
    this.closed = closed;
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--map-accent").trim();
    const look = { color: colour, weight: 3, interactive: false };
    this.shape = closed ? L.polygon([], { ...look, fillOpacity: 0.12 }) : L.polyline([], look);
    this.handles = L.layerGroup();
    this.layers = L.layerGroup([this.shape, this.handles]).addTo(map);
    this.draw = () => this.drawHandles();
    map.on("moveend", this.draw);
    this.drawShape();
    this.drawHandles();
  }

  remove() {
    this.map.off("moveend", this.draw);
    this.layers.remove();
  }

  drawShape() {
    this.shape.setLatLngs(/** @type {any} */ (this.closed ? this.rings.map((ring) => [ring]) : this.rings));
  }

  /** @param {{ring: number, place: number} | null} [focus] the corner that gets the focus */
  drawHandles(focus = null) {
    this.handles.clearLayers();
    const bounds = this.map.getBounds().pad(0.05);
    const seen = this.rings.flatMap((ring, number) => ring.flatMap((corner, place) => (bounds.contains(corner) ? [{ ring: number, place }] : [])));
    for (const one of seen.slice(0, MOST_HANDLES)) {
      const marker = this.corner(one.ring, one.place);
      if (focus && focus.ring === one.ring && focus.place === one.place) marker.getElement()?.focus();
      if (seen.length <= MOST_HANDLES / 2) this.between(one.ring, one.place);
    }
  }

  /**
   * @param {number} ring
   * @param {number} place
   */
  corner(ring, place) {
    const corners = this.rings[ring];
    const marker = this.handle(corners[place], "corner", t("corner", { place: place + 1, count: corners.length }));
    marker.on("drag", () => this.move(ring, place, marker.getLatLng()));
    marker.on("dragend", () => this.drawHandles());
    marker.on("contextmenu", () => this.takeAway(ring, place));
    marker.getElement()?.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (arrow) {
        const step = event.shiftKey ? 1 : STEP_PX;
        const point = this.map.latLngToContainerPoint(marker.getLatLng()).add(L.point(arrow).multiplyBy(step));
        marker.setLatLng(this.map.containerPointToLatLng(point));
        this.move(ring, place, marker.getLatLng());
      } else if (event.key === "Delete" || event.key === "Backspace") this.takeAway(ring, place);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return marker;
  }

  /**
   * A handle half-way to the next corner, which becomes a corner.
   * @param {number} ring
   * @param {number} place
   */
  between(ring, place) {
    const corners = this.rings[ring];
    if (!this.closed && place === corners.length - 1) return;
    const next = corners[(place + 1) % corners.length];
    const middle = L.latLng((corners[place].lat + next.lat) / 2, (corners[place].lng + next.lng) / 2);
    const marker = this.handle(middle, "corner between", t("corner_between", { place: place + 1 }));
    const add = () => { corners.splice(place + 1, 0, marker.getLatLng()); };
    marker.on("dragstart", add);
    marker.on("drag", () => this.move(ring, place + 1, marker.getLatLng()));
    marker.on("dragend", () => this.drawHandles());
    marker.on("click", () => { add(); this.drawShape(); this.drawHandles({ ring, place: place + 1 }); });
    marker.getElement()?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.stopPropagation();
      event.preventDefault();
      add();
      this.drawShape();
      this.drawHandles({ ring, place: place + 1 });
    });
  }

  /**
   * @param {Place} place
   * @param {string} className
   * @param {string} name
   */
  handle(place, className, name) {
    const icon = L.divIcon({ className, iconSize: undefined, html: "" });
    const marker = L.marker(place, { icon, draggable: true, keyboard: true, zIndexOffset: className === "corner" ? 100 : 0 });
    marker.addTo(this.handles);
    marker.getElement()?.setAttribute("aria-label", name);
    return marker;
  }

  /**
   * @param {number} ring
   * @param {number} place
   * @param {Place} to
   */
  move(ring, place, to) {
    this.rings[ring][place] = to;
    this.drawShape();
  }

  /**
   * @param {number} ring
   * @param {number} place
   */
  takeAway(ring, place) {
    const corners = this.rings[ring];
    if (corners.length <= (this.closed ? 3 : 2)) return;
    corners.splice(place, 1);
    this.drawShape();
    this.drawHandles({ ring, place: Math.min(place, corners.length - 1) });
  }
}

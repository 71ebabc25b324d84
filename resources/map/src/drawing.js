/** Drawing a line or an area: by clicks, or under the cross in the middle by the keyboard. */

import * as L from "leaflet";
import { Corners } from "./corners.js";

/** @typedef {import("./corners.js").Place} Place */

const SAME_PX = 6;

export class Drawing {
  /**
   * @param {L.Map} map
   * @param {boolean} closed whether it is an area
   * @param {{changed: (places: Place[]) => void, finished: (places: Place[]) => void}} tell
   */
  constructor(map, closed, tell) {
    this.map = map;
    this.closed = closed;
    this.tell = tell;
    this.corners = new Corners(closed ? 3 : 2);
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--map-accent").trim();
    const look = { color: colour, weight: 3, interactive: false };
    this.shape = closed ? L.polygon([], { ...look, fillOpacity: 0.12 }) : L.polyline([], look);
    this.ahead = L.polyline([], { ...look, weight: 2, dashArray: "4 6" });
    this.dots = L.layerGroup();
    this.layers = L.layerGroup([this.shape, this.ahead, this.dots]).addTo(map);
    this.colour = colour;
    this.isFinished = false;
  }

  /** @param {Place} place */
  set(place) {
    if (this.isFinished) this.restart();
    const how = this.corners.set(place, (a, b) => this.apart(a, b) < SAME_PX);
    if (how === "finished") return this.finish();
    if (how === "set") this.changed();
    return undefined;
  }

  /** @returns {boolean} whether there was a corner to take back */
  back() {
    const had = !this.isFinished && this.corners.back();
    if (had) this.changed();
    return had;
  }

  /** @returns {boolean} whether it had enough corners */
  finish() {
    if (this.isFinished || !this.corners.enough) return false;
    this.isFinished = true;
    this.ahead.setLatLngs([]);
    this.tell.finished(this.corners.places);
    return true;
  }

  restart() {
    this.isFinished = false;
    this.corners = new Corners(this.corners.fewest);
  }

  /** Show where the next corner would come. @param {Place} place */
  point(place) {
    const { places } = this.corners;
    if (this.isFinished || places.length === 0) return;
    this.ahead.setLatLngs(this.closed && places.length > 1 ? [places[places.length - 1], place, places[0]] : [places[places.length - 1], place]);
  }

  changed() {
    const { places } = this.corners;
    this.shape.setLatLngs(/** @type {any} */ (places));
    this.dots.clearLayers();
    for (const place of places) {
      L.circleMarker(place, { radius: 5, color: this.colour, weight: 2, fillColor: "#fff", fillOpacity: 1, interactive: false }).addTo(this.dots);
    }
    this.ahead.setLatLngs([]);
    this.tell.changed(places);
  }

  remove() {
    this.layers.remove();
  }

  /**
   * @param {Place} a
   * @param {Place} b
   * @returns {number} pixels
   */
  apart(a, b) {
    return this.map.latLngToContainerPoint(a).distanceTo(this.map.latLngToContainerPoint(b));
  }
}

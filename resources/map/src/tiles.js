/** The basemap of the map in the window: tiles are asked for one by one, and come from the window itself. */

import * as L from "leaflet";
import { shapeLayer } from "./basemap.js";

/**
 * @typedef {object} Basemap
 * @property {string} url with {z}, {x} and {y}
 * @property {string} type mvt, png, jpg, webp …
 * @property {string} schema
 * @property {string[]} layers
 * @property {number} min_zoom
 * @property {number} max_zoom
 * @property {[number, number, number, number]} bounds west, south, east, north
 */

/**
 * Put a basemap under everything else.
 * @param {L.Map} map
 * @param {Basemap} basemap
 */
export function addTiles(map, basemap) {
  const [west, south, east, north] = basemap.bounds;
  const bounds = L.latLngBounds([south, west], [north, east]);
  map.options.zoomSnap = 1;
  map.setZoom(Math.round(map.getZoom()), { animate: false });
  const layer = basemap.type === "mvt"
    ? shapeLayer(basemap.url, basemap.schema, basemap.layers, basemap.max_zoom, bounds)
    : L.tileLayer(basemap.url, {
      minNativeZoom: basemap.min_zoom, maxNativeZoom: basemap.max_zoom, bounds, noWrap: true, className: "pale",
      // Only what is in view is asked for, and once it stands still.
      updateWhenIdle: true, keepBuffer: 0,
    });
  layer.addTo(map);
  return {
    redraw() { layer.rerenderTiles?.(); },
    remove() {
      layer.remove();
      map.options.zoomSnap = 0.25;
    },
    ready: async () => {},
  };
}

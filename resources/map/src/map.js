/** The map: boundaries and shapes by Leaflet on canvas, assets and clusters on a canvas of our own. */

import * as L from "leaflet";
import { h, still } from "./dom.js";
import { Clusters, KINDS, toWorld } from "./clusters.js";
import { language, pick, t, tn } from "./texts.js";
import { MOST_NAMED, placeNames } from "./names.js";
import { kindPicture, outline } from "./symbols.js";

/** @typedef {import("./data.js").Publication} Publication */
/** @typedef {import("leaflet").Map} LeafletMap */

const UNIT = 100000;
const MAX_ZOOM = 19;
/** From this zoom on the coast line is more than a kilometre wrong on the screen. */
const COAST_UNTIL = 12;
/** A symbol's size in pixels is this times the outline's 20. */
const SYMBOL = 1.15;
const MOST_BUTTONS = 400;
/** Among more symbols than this, the names of areas find no place of their own. */
const MOST_KEPT_CLEAR = 2000;

/** @param {string} name @returns {string} */
function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Colours as the style sheet says them now, since the reader's system may choose others. */
function palette() {
  return {
    paper: token("map-ring"), ink: token("map-ink"), accent: token("map-accent"), onInk: token("map-on-ink"),
    boundary: token("map-boundary"),
    kinds: Array.from({ length: KINDS }, (_, kind) => token(`map-kind-${kind}`)),
  };
}

export class AssetMap {
  /**
   * @param {Publication} publication
   * @param {HTMLElement} container
   * @param {{open: (row: number) => void, list: (rows: number[]) => void}} act
   * @param {((map: LeafletMap) => {redraw: () => void, ready: () => Promise<void>} | null) | null} addBasemap
   */
  constructor(publication, container, act, addBasemap) {
    this.publication = publication;
    this.act = act;
    const { assets } = publication.data;
    this.x = new Float64Array(publication.count).fill(NaN);
    this.y = new Float64Array(publication.count).fill(NaN);
    for (let row = 0; row < publication.count; row++) {
      const lon = assets.lon[row];
      const lat = assets.lat[row];
      if (lon !== null && lat !== null) [this.x[row], this.y[row]] = toWorld(lon / UNIT, lat / UNIT);
    }
    /** @type {Int32Array} */
    this.rows = new Int32Array();
    /** @type {Map<number, Clusters>} */
    this.byZoom = new Map();
    this.chosen = -1;
    this.pointed = -1;
    /** Whether names stand beside the symbols. */
    this.saysNames = false;
    const moving = !still();
    this.map = L.map(container, {
      zoomControl: false, attributionControl: false, maxZoom: MAX_ZOOM, minZoom: 3, zoomSnap: addBasemap ? 1 : 0.25, zoomDelta: 1,
      fadeAnimation: moving, zoomAnimation: moving, inertia: moving, markerZoomAnimation: moving,
      maxBoundsViscosity: 1, worldCopyJump: false, preferCanvas: true,
    });
    this.map.createPane("areas").style.zIndex = "350";
    this.map.createPane("shapes").style.zIndex = "400";
    this.areaRenderer = L.canvas({ pane: "areas", padding: 0.3 });
    this.shapeRenderer = L.canvas({ pane: "shapes", padding: 0.3 });
    this.areas = L.layerGroup().addTo(this.map);
    this.areaNames = L.layerGroup().addTo(this.map);
    /** @type {L.Polygon | null} */
    this.coast = null;
    this.drawCoast();
    this.map.on("zoomend", () => this.fitGround());
    this.shapes = L.layerGroup().addTo(this.map);
    /** @type {any} */ (globalThis).L = /** @type {any} */ (globalThis).assetMapperLeaflet = L;
    /** @type {{redraw: () => void, ready: () => Promise<void>, remove?: () => void} | null} */
    this.basemap = addBasemap?.(this.map) ?? null;
    this.map.setView([52.3, -3.8], Math.max(8, this.map.getMinZoom()), { animate: false });
    this.framed = false;
    this.drawAreas();
    this.symbols = new Symbols(this);
    this.symbols.addTo(this.map);
    /** @type {L.Control[]} */
    this.controls = [];
    this.label();
  }

  /** Name everything in the reader's language. */
  label() {
    for (const control of this.controls) control.remove();
    this.controls = [
      new L.Control.Zoom({ zoomInText: "+", zoomOutText: "−", zoomInTitle: t("zoom_in"), zoomOutTitle: t("zoom_out"), position: "topright" }),
      new L.Control.Scale({ imperial: true, position: "bottomright", maxWidth: 120 }),
    ];
    for (const control of this.controls) control.addTo(this.map);
    this.basemap?.redraw();
    this.drawAreaNames();
    this.redraw();
  }

  drawAreas() {
    const colours = palette();
    this.areas.clearLayers();
    for (const area of this.publication.data.areas) {
      for (const ring of area.shape) {
        L.polyline(points(ring), {
          renderer: this.areaRenderer, interactive: false, color: colours.boundary,
          weight: area.project ? 2 : 1, dashArray: area.project ? undefined : "4 3", opacity: 0.9,
        }).addTo(this.areas);
      }
    }
  }

  drawCoast() {
    this.coast?.remove();
    this.coast = this.coastLine();
  }

  /** Land and sea where there is no basemap; too coarse to be shown close up. */
  coastLine() {
    const { coast } = this.publication.data;
    if (coast.length === 0) return null;
    (this.map.getPane("coast") ?? this.map.createPane("coast")).style.zIndex = "250";
    return L.polygon(coast.map((ring) => [points(ring)]), {
      renderer: L.canvas({ pane: "coast", padding: 0.3 }), interactive: false,
      color: token("map-coast"), weight: 1, fillColor: token("map-land"), fillOpacity: 1,
    });
  }

  /** Where there is no basemap, areas say their names. */
  drawAreaNames() {
    this.areaNames.clearLayers();
    /** @type {{marker: L.Marker, bounds: L.LatLngBounds, width: number}[]} */
    this.namedAreas = [];
    if (this.basemap) return;
    for (const area of this.publication.data.areas) {
      if (area.shape.length === 0) continue;
      const words = pick(area.name);
      const bounds = L.latLngBounds(area.shape.flatMap((ring) => points(ring)));
      const label = h("span", { class: "area-name", lang: words.other ? words.lang : null, "aria-hidden": "true" }, words.text);
      const icon = L.divIcon({ html: label, className: "area-name-box", iconSize: [0, 0] });
      const marker = L.marker(bounds.getCenter(), { icon, interactive: false, keyboard: false, pane: "areas" });
      this.namedAreas.push({ marker, bounds, width: words.text.length * 8 });
    }
    // The names of small areas before those of the large ones around them.
    const across = (/** @type {L.LatLngBounds} */ bounds) => bounds.getEast() - bounds.getWest();
    this.namedAreas.sort((a, b) => across(a.bounds) - across(b.bounds));
    this.fitGround();
  }

  /** Show of names and coast what fits the zoom. */
  fitGround() {
    const zoom = this.map.getZoom();
    /** @type {{x: number, y: number, width: number}[]} */
    const taken = [];
    const symbols = this.namedAreas?.length ? this.symbolsAt(zoom) : [];
    for (const { marker, bounds, width } of this.namedAreas ?? []) {
      const northEast = this.map.project(bounds.getNorthEast(), zoom);
      const southWest = this.map.project(bounds.getSouthWest(), zoom);
      const middle = northEast.add(southWest).divideBy(2);
      const alone = (/** @type {L.Point} */ { x, y }) => taken.every((other) => Math.abs(other.y - y) > 20 || Math.abs(other.x - x) > (other.width + width) / 2);
      const free = (/** @type {L.Point} */ { x, y }) => symbols.every((symbol) => Math.abs(symbol.y - y) > symbol.radius + 10 || Math.abs(symbol.x - x) > symbol.radius + width / 2);
      // In the middle, else as near to it as symbols let it, but well inside.
      const high = southWest.y - northEast.y;
      const places = [0, -24, 24, -48, 48, -72, 72, -96, 96].filter((up) => Math.abs(up) < high * 0.35).map((up) => middle.add([0, up])).filter(alone);
      const place = places.find(free) ?? places[0];
      if (northEast.x - southWest.x > width && place) {
        taken.push({ x: place.x, y: place.y, width });
        marker.setLatLng(this.map.unproject(place, zoom));
        this.areaNames.addLayer(marker);
      } else this.areaNames.removeLayer(marker);
    }
    if (!this.coast) return;
    const near = zoom >= COAST_UNTIL;
    this.map.getContainer().classList.toggle("sea", !near);
    if (near) this.coast.remove();
    else this.coast.addTo(this.map);
  }

  /**
   * Where symbols and clusters are at a zoom, in pixels of the world.
   * @param {number} zoom
   */
  symbolsAt(zoom) {
    const clusters = this.clusters();
    if (clusters.count > MOST_KEPT_CLEAR) return [];
    const scale = 256 * 2 ** zoom;
    return Array.from({ length: clusters.count }, (_, cluster) => ({
      x: clusters.x[cluster] * scale, y: clusters.y[cluster] * scale,
      radius: clusters.size[cluster] > 1 ? clusterRadius(clusters.size[cluster]) + 6 : 14,
    }));
  }

  /**
   * Show these rows and no others.
   * @param {Int32Array} rows in list order
   */
  show(rows) {
    this.rows = rows;
    this.byZoom.clear();
    this.fitGround();
    this.drawShapes();
    this.redraw();
  }

  drawShapes() {
    const { shapes } = this.publication.data.assets;
    this.shapes.clearLayers();
    if (shapes.length === 0) return;
    const colours = palette();
    const shown = new Set(this.rows);
    for (const [row, type, rings] of shapes) {
      if (!shown.has(row)) continue;
      const colour = colours.kinds[this.publication.kind[row]];
      const lines = rings.map(points);
      const shape = type === "area"
        ? L.polygon(lines, { renderer: this.shapeRenderer, color: colour, weight: 2, fillColor: colour, fillOpacity: 0.18 })
        : L.polyline(lines, { renderer: this.shapeRenderer, color: colour, weight: 4 });
      shape.on("click", () => this.act.open(row)).addTo(this.shapes);
    }
  }

  /** Frame the rows shown, or the areas when nothing is placed. */
  frame() {
    let west = 2, east = -1, north = 2, south = -1;
    for (const row of this.rows) {
      const x = this.x[row];
      if (x !== x) continue;
      const y = this.y[row];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
    if (east < west) {
      const bounds = L.latLngBounds(this.publication.data.areas.flatMap((area) => area.shape).flatMap((ring) => points(ring)));
      if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [24, 24], animate: false });
      return;
    }
    this.fit(west, east, north, south);
  }

  /**
   * @param {number} west
   * @param {number} east
   * @param {number} north
   * @param {number} south
   */
  fit(west, east, north, south) {
    const bounds = L.latLngBounds(this.latLng(west, north), this.latLng(east, south));
    this.map.fitBounds(bounds, { padding: [36, 36], maxZoom: 16, animate: this.framed && !still() });
    this.framed = true;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  latLng(x, y) {
    return this.map.unproject(L.point(x, y).multiplyBy(256), 0);
  }

  /** @param {number} row the asset whose card is open, or -1 */
  choose(row) {
    this.chosen = row;
    if (row >= 0 && this.x[row] === this.x[row] && this.map.getContainer().offsetWidth > 0) {
      const place = this.latLng(this.x[row], this.y[row]);
      const inside = this.map.getBounds().pad(-0.15).contains(place);
      const zoom = Math.max(this.map.getZoom(), 14);
      if (!inside || this.map.getZoom() < 13) this.map.setView(place, zoom, { animate: !still() });
    }
    this.redraw();
  }

  /** @param {number} row the asset that is pointed at in the list, or -1 */
  point(row) {
    if (row === this.pointed) return;
    this.pointed = row;
    this.symbols.draw(false);
  }

  redraw() {
    this.symbols?.draw(true);
  }

  /** @returns {number[]} the rows that stand out */
  marked() {
    return [this.pointed, this.chosen];
  }

  /** Tell the map that its box has another size now. */
  resized() {
    this.map.invalidateSize({ animate: false, pan: false });
    this.redraw();
  }

  /** @returns {Clusters} those of the zoom in view */
  clusters() {
    const zoom = Math.floor(this.map.getZoom() + 0.01);
    let clusters = this.byZoom.get(zoom);
    if (!clusters) {
      clusters = new Clusters(this.x, this.y, this.publication.kind, this.rows, zoom);
      this.byZoom.set(zoom, clusters);
    }
    return clusters;
  }

  /** @param {number} cluster */
  enter(cluster) {
    const clusters = this.clusters();
    if (clusters.size[cluster] === 1) {
      this.act.open(clusters.rows[clusters.first[cluster]]);
      return;
    }
    const spread = Math.max(clusters.east[cluster] - clusters.west[cluster], clusters.south[cluster] - clusters.north[cluster]);
    const pixels = spread * 256 * 2 ** MAX_ZOOM;
    if (pixels < 40 || this.map.getZoom() >= MAX_ZOOM) this.act.list(Array.from(clusters.members(cluster)));
    else {
      const before = this.map.getZoom();
      const bounds = L.latLngBounds(
        this.latLng(clusters.west[cluster], clusters.north[cluster]), this.latLng(clusters.east[cluster], clusters.south[cluster]));
      const zoom = Math.max(before + 1, Math.min(this.map.getBoundsZoom(bounds, false, L.point(60, 60)), MAX_ZOOM));
      this.map.setView(bounds.getCenter(), zoom, { animate: !still() });
    }
  }
}

/**
 * Longitude and latitude in turn, in hundred thousandths of a degree, as Leaflet wants them: the one swap.
 * @param {number[]} ring
 * @returns {[number, number][]}
 */
function points(ring) {
  /** @type {[number, number][]} */
  const found = [];
  for (let at = 0; at < ring.length; at += 2) found.push([ring[at + 1] / UNIT, ring[at] / UNIT]);
  return found;
}

/**
 * Leaflet's renderer with the parts that its types leave out.
 * @typedef {L.Renderer & {_bounds: L.Bounds & {min: L.Point, max: L.Point}, _container: HTMLCanvasElement, _map: LeafletMap & {_animatingZoom: boolean}, _update(): void}} OpenRenderer
 */
const Renderer = /** @type {new (options: L.RendererOptions) => OpenRenderer} */ (/** @type {unknown} */ (L.Renderer));

/**
 * The assets on a canvas, and on each one a button that is not seen but can be reached, named and pressed.
 * Leaflet's renderer moves the canvas with the map and scales it while zooming.
 */
class Symbols extends Renderer {
  /** @param {AssetMap} assetMap */
  constructor(assetMap) {
    super({ padding: 0.2, pane: "markerPane" });
    this.assetMap = assetMap;
    this.buttons = h("div", { class: "map-buttons" });
    /** @type {Map<string, HTMLButtonElement>} */
    this.byName = new Map();
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.className = "leaflet-zoom-animated symbols";
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.ratio = 1;
  }

  _initContainer() {
    this._container = this.canvas;
  }

  /** @param {LeafletMap} map */
  onAdd(map) {
    super.onAdd(map);
    /** @type {HTMLElement} */ (map.getPane("markerPane")).append(this.buttons);
    map.on("zoomstart", () => this.buttons.classList.add("waiting"));
    return this;
  }

  _updatePaths() {}
  _destroyContainer() {}

  _onZoomEnd() {}

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    const size = this._bounds.getSize();
    const ratio = Math.max(1, Math.min(3, devicePixelRatio || 1));
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * ratio);
    this._container.height = Math.round(size.y * ratio);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.ratio = ratio;
    this.draw(true);
  }

  /** @param {boolean} anew whether the buttons may have changed too */
  draw(anew) {
    if (!this._map || !this._bounds || !this._map.getContainer().isConnected) return;
    const { assetMap, context } = this;
    const size = this._bounds.getSize();
    if (size.x === 0 || size.y === 0) return;
    const clusters = assetMap.clusters();
    const scale = 256 * 2 ** this._map.getZoom();
    const origin = this._map.getPixelOrigin();
    const left = origin.x + this._bounds.min.x;
    const top = origin.y + this._bounds.min.y;
    const visible = clusters.within(left / scale, top / scale, (left + size.x) / scale, (top + size.y) / scale);
    const colours = palette();
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    // From the north down, so that a symbol covers the one behind it.
    for (const cluster of visible.slice().sort((a, b) => clusters.y[a] - clusters.y[b])) {
      const x = clusters.x[cluster] * scale - left;
      const y = clusters.y[cluster] * scale - top;
      if (clusters.size[cluster] > 1) this.drawCluster(clusters, cluster, x, y, colours);
      else this.drawAsset(clusters.rows[clusters.first[cluster]], x, y, colours, 1);
    }
    for (const row of assetMap.marked()) {
      if (row < 0 || assetMap.x[row] !== assetMap.x[row]) continue;
      const x = assetMap.x[row] * scale - left;
      const y = assetMap.y[row] * scale - top;
      context.beginPath();
      context.arc(x, y, 21, 0, 2 * Math.PI);
      context.fillStyle = colours.paper;
      context.globalAlpha = 0.85;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 3;
      context.strokeStyle = colours.accent;
      context.stroke();
      this.drawAsset(row, x, y, colours, 1.3);
    }
    if (assetMap.saysNames) this.drawNames(clusters, visible, scale, left, top, colours);
    if (anew) this.placeButtons(clusters, visible, scale, origin);
  }

  /**
   * Say beside symbols what they are: nobody in a hall can point at them.
   * @param {Clusters} clusters
   * @param {number[]} visible
   * @param {number} scale
   * @param {number} left
   * @param {number} top
   * @param {ReturnType<typeof palette>} colours
   */
  drawNames(clusters, visible, scale, left, top, colours) {
    const { assetMap, context } = this;
    const alone = visible.filter((cluster) => clusters.size[cluster] === 1);
    if (alone.length > MOST_NAMED) return;
    const place = (/** @type {number} */ cluster) => ({ x: clusters.x[cluster] * scale - left, y: clusters.y[cluster] * scale - top });
    const rowOf = (/** @type {number} */ cluster) => clusters.rows[clusters.first[cluster]];
    const marked = assetMap.marked();
    const wanted = alone.sort((a, b) => Number(marked.includes(rowOf(b))) - Number(marked.includes(rowOf(a))))
      .map((cluster) => ({ text: assetMap.publication.name(rowOf(cluster)).text, ...place(cluster) }));
    const symbols = visible.map((cluster) => ({
      ...place(cluster), radius: clusters.size[cluster] > 1 ? clusterRadius(clusters.size[cluster]) + 6 : 14,
    }));
    const seen = this._map.getPixelBounds();
    const min = /** @type {L.Point} */ (seen.min), max = /** @type {L.Point} */ (seen.max);
    const view = { left: min.x - left, top: min.y - top, right: max.x - left, bottom: max.y - top };
    context.font = `600 14px ${token("font")}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = colours.paper;
    context.fillStyle = colours.ink;
    for (const { text, left: x, middle } of placeNames(wanted, symbols, view, (text) => context.measureText(text).width)) {
      context.strokeText(text, x, middle);
      context.fillText(text, x, middle);
    }
  }

  /**
   * @param {number} row
   * @param {number} x
   * @param {number} y
   * @param {ReturnType<typeof palette>} colours
   * @param {number} size
   */
  drawAsset(row, x, y, colours, size) {
    const { context } = this;
    const kind = this.assetMap.publication.kind[row];
    context.save();
    context.translate(x, y);
    context.scale(SYMBOL * size, SYMBOL * size);
    context.lineJoin = "round";
    context.lineWidth = 4 / SYMBOL;
    context.strokeStyle = colours.paper;
    context.stroke(outline(kind));
    context.fillStyle = colours.kinds[kind];
    context.fill(outline(kind));
    context.restore();
  }

  /**
   * @param {Clusters} clusters
   * @param {number} cluster
   * @param {number} x
   * @param {number} y
   * @param {ReturnType<typeof palette>} colours
   */
  drawCluster(clusters, cluster, x, y, colours) {
    const { context } = this;
    const size = clusters.size[cluster];
    const radius = clusterRadius(size);
    context.beginPath();
    context.arc(x, y, radius + 6, 0, 2 * Math.PI);
    context.fillStyle = colours.paper;
    context.fill();
    let angle = -Math.PI / 2;
    context.lineWidth = 3;
    for (let kind = 0; kind < KINDS; kind++) {
      const share = clusters.kinds[cluster * KINDS + kind] / size;
      if (share === 0) continue;
      context.beginPath();
      context.arc(x, y, radius + 3, angle, angle + share * 2 * Math.PI);
      context.strokeStyle = colours.kinds[kind];
      context.stroke();
      angle += share * 2 * Math.PI;
    }
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colours.ink;
    context.fill();
    this.write(short(size), x, y, size > 999 ? 11 : 13, colours.onInk);
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {string} colour
   */
  write(text, x, y, size, colour) {
    const { context } = this;
    context.font = `600 ${size}px ${token("font")}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(text, x, y + size * 0.04);
  }

  /**
   * Lay a button over each symbol in view, in list order; those that stay are moved, so that focus stays too.
   * @param {Clusters} clusters
   * @param {number[]} visible
   * @param {number} scale
   * @param {L.Point} origin
   */
  placeButtons(clusters, visible, scale, origin) {
    const { assetMap } = this;
    const { publication } = assetMap;
    const view = this._map.getPixelBounds();
    const kept = new Map();
    const fragment = [];
    const focused = document.activeElement;
    const hadFocus = focused && this.buttons.contains(focused);
    const min = /** @type {L.Point} */ (view.min), max = /** @type {L.Point} */ (view.max);
    for (const cluster of visible) {
      if (fragment.length >= MOST_BUTTONS) break;
      const px = clusters.x[cluster] * scale;
      const py = clusters.y[cluster] * scale;
      if (px < min.x || px > max.x || py < min.y || py > max.y) continue;
      const size = clusters.size[cluster];
      const row = clusters.rows[clusters.first[cluster]];
      const name = size > 1 ? `c${row}.${size}` : `a${row}`;
      let button = this.byName.get(name);
      if (!button) {
        button = h("button", { type: "button", class: "map-button" });
        button.addEventListener("click", () => assetMap.enter(Number(button?.dataset.cluster)));
        button.addEventListener("focus", () => { if (size === 1) assetMap.point(row); });
        button.addEventListener("blur", () => assetMap.point(-1));
        button.addEventListener("mouseenter", () => { if (size === 1) assetMap.point(row); });
        button.addEventListener("mouseleave", () => assetMap.point(-1));
      }
      const words = size > 1 ? null : publication.name(row);
      const label = words ? `${words.text}, ${publication.kindLabel(publication.kind[row])}` : tn("cluster_name", size);
      button.setAttribute("aria-label", label);
      if (words && words.lang !== language()) button.lang = words.lang;
      else button.removeAttribute("lang");
      button.title = words ? words.text : tn("assets", size);
      if (row === assetMap.chosen && size === 1) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      button.dataset.cluster = String(cluster);
      const width = size > 1 ? 2 * clusterRadius(size) + 12 : 30;
      button.style.width = button.style.height = `${width}px`;
      button.style.left = `${Math.round(px - origin.x - width / 2)}px`;
      button.style.top = `${Math.round(py - origin.y - width / 2)}px`;
      kept.set(name, button);
      fragment.push(button);
    }
    this.byName = kept;
    this.buttons.replaceChildren(...fragment);
    this.buttons.classList.remove("waiting");
    if (hadFocus) {
      if (this.buttons.contains(focused)) /** @type {HTMLElement} */ (focused).focus({ preventScroll: true });
      else (fragment[0] ?? this._map.getContainer()).focus({ preventScroll: true });
    }
  }
}

/** @param {number} size */
function clusterRadius(size) {
  return size < 10 ? 13 : size < 100 ? 15 : size < 1000 ? 18 : 21;
}

/** @param {number} size */
function short(size) {
  if (size < 1000) return String(size);
  return size < 10000 ? `${(size / 1000).toFixed(1)}k` : `${Math.round(size / 1000)}k`;
}

/**
 * The legend: each kind with its shape and name.
 * @param {Publication} publication
 * @returns {HTMLElement}
 */
export function legendOf(publication) {
  const present = new Set(publication.kind);
  return h("ul", { class: "plain" }, publication.data.kinds.map((_, kind) => kind).filter((kind) => present.has(kind))
    .map((kind) => h("li", null, kindPicture(kind), publication.kindLabel(kind))));
}

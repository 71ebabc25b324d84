/**
 * Draws the basemap that the page carries: images, or shapes by protomaps-leaflet from a PMTiles archive in memory.
 * A script of its own, since a page without a basemap does not need it.
 */

import { PMTiles } from "pmtiles";
import {
  CenteredTextSymbolizer, leafletLayer, LineLabelSymbolizer, LineSymbolizer, PolygonSymbolizer,
} from "protomaps-leaflet";

/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {Record<string, any>} Facts what a feature says about itself */

/** An archive that is in the page itself, or in a file beside it, unpacked or fetched when it is first asked for. */
class InThePage {
  /** @param {HTMLElement} block */
  constructor(block) {
    this.block = block;
    /** @type {Promise<ArrayBuffer> | null} */
    this.bytes = null;
  }

  getKey() {
    return "basemap";
  }

  /**
   * @param {number} offset
   * @param {number} length
   */
  async getBytes(offset, length) {
    this.bytes ??= this.read();
    return { data: (await this.bytes).slice(offset, offset + length) };
  }

  async read() {
    const { src } = this.block.dataset;
    if (src) return (await fetch(src)).arrayBuffer();
    const binary = atob((this.block.textContent ?? "").trim());
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    this.block.remove();
    return bytes.buffer;
  }
}

/** @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--map-${name}`).trim();

/**
 * What is drawn, from the ground up: how each class looks. Widths are pixels at zooms 8, 12, 15 and 18.
 * @type {Record<string, {fill?: string, line?: string, widths?: number[], dash?: number[], from?: number}>}
 */
const LOOKS = {
  land: { fill: "land" },
  built: { fill: "built" },
  green: { fill: "green", from: 9 },
  wood: { fill: "wood" },
  water: { fill: "water" },
  stream: { line: "water", widths: [0.5, 1, 2, 5] },
  building: { fill: "building", from: 13 },
  border: { line: "border", widths: [1, 1.2, 1.5, 2], dash: [4, 3] },
  path: { line: "path", widths: [0, 0, 1, 1.5], dash: [3, 2], from: 14 },
  rail: { line: "rail", widths: [0.5, 1, 1.5, 2], from: 9 },
  "minor-edge": { line: "road-edge", widths: [0, 1, 4, 14], from: 11 },
  "major-edge": { line: "road-edge", widths: [1, 3, 8, 20] },
  minor: { line: "road", widths: [0, 0, 2.5, 12], from: 12 },
  major: { line: "road", widths: [0, 1.5, 6, 17], from: 9 },
};

/** Roads are drawn twice, edge first. */
const EDGED = new Set(["minor", "major"]);

/**
 * For each schema: layer of the file → which class a feature of it is, or nothing.
 * @type {Record<string, Record<string, (facts: Facts) => string | null | undefined>>}
 */
const CLASSES = {
  zoomstack: {
    sea: () => "water",
    urban_areas: () => "built",
    greenspaces: () => "green",
    woodland: () => "wood",
    surfacewater: () => "water",
    waterlines: (facts) => (/^M[HL]W$/.test(facts.type) ? "border" : "stream"),
    buildings: () => "building",
    boundaries: () => "border",
    rail: () => "rail",
    roads: (facts) => (/motorway|primary|^a road|^b road/i.test(facts.type) ? "major" : "minor"),
  },
  openmaptiles: {
    landuse: (facts) => (/residential|suburb|commercial|industrial|retail/.test(facts.class) ? "built" : /cemetery|pitch|playground/.test(facts.class) ? "green" : null),
    landcover: (facts) => (facts.class === "wood" ? "wood" : /grass|wetland|farmland/.test(facts.class) ? "green" : null),
    park: () => "green",
    water: () => "water",
    waterway: () => "stream",
    building: () => "building",
    boundary: (facts) => (Number(facts.admin_level) <= 6 && !facts.maritime ? "border" : null),
    transportation: (facts) => roadClass(String(facts.class)),
  },
  protomaps: {
    earth: () => "land",
    landcover: (facts) => (kindOf(facts) === "forest" ? "wood" : null),
    landuse: (facts) => greenClass(kindOf(facts)),
    natural: (facts) => greenClass(kindOf(facts)),
    land: (facts) => greenClass(kindOf(facts)),
    water: () => "water",
    physical_line: (facts) => (/river|stream|canal/.test(kindOf(facts)) ? "stream" : null),
    buildings: () => "building",
    boundaries: () => "border",
    transit: (facts) => (/rail/.test(kindOf(facts)) ? "rail" : null),
    roads: (facts) => roadClass(kindOf(facts)),
  },
};

/** @param {Facts} facts @returns {string} */
function kindOf(facts) {
  return String(facts.kind ?? facts["pmap:kind"] ?? "");
}

/** @param {string} kind */
function roadClass(kind) {
  if (/motorway|trunk|primary|secondary|highway|major/.test(kind)) return "major";
  if (/rail/.test(kind)) return "rail";
  if (/path|track|pedestrian|foot|cycle|steps|other/.test(kind)) return "path";
  return /ferry|aeroway|runway|aerialway|transit/.test(kind) ? null : "minor";
}

/** @param {string} kind */
function greenClass(kind) {
  if (/wood|forest/.test(kind)) return "wood";
  if (/park|grass|meadow|garden|golf|pitch|cemetery|nature|recreation|playground|farm|orchard|allotment|scrub|heath|wetland/.test(kind)) return "green";
  return /residential|urban|industrial|commercial|school|hospital|university/.test(kind) ? "built" : null;
}

/**
 * Names on the map: layer → how important a feature is (1 city … 4 street), or nothing, and from which zoom.
 * @type {Record<string, Record<string, (facts: Facts) => number | null>>}
 */
const NAMES = {
  zoomstack: {
    names: (facts) => ({ capital: 1, city: 1, town: 2, village: 3, "suburban area": 3, hamlet: 3.5, "small settlements": 3.5 })[String(facts.type).toLowerCase()] ?? null,
    roads: () => 4,
  },
  openmaptiles: {
    place: (facts) => ({ city: 1, town: 2, village: 3, suburb: 3, hamlet: 3.5, neighbourhood: 3.5 })[String(facts.class)] ?? null,
    transportation_name: () => 4,
  },
  protomaps: {
    places: (facts) => placeRank(facts),
    roads: () => 4,
  },
};

/** The first zoom of each rank of names, and how large they are written. */
const RANKS = [
  { rank: 1, from: 5, size: 15, weight: 600 }, { rank: 2, from: 8, size: 14, weight: 600 },
  { rank: 3, from: 11, size: 13, weight: 500 }, { rank: 3.5, from: 13, size: 12, weight: 500 },
];

/** @param {Facts} facts */
function placeRank(facts) {
  const detail = String(facts.kind_detail ?? facts["pmap:kind_detail"] ?? facts["place"] ?? "");
  if (/city/.test(detail)) return 1;
  if (/town/.test(detail)) return 2;
  if (/village|suburb/.test(detail)) return 3;
  if (/hamlet|locality|farm/.test(detail)) return 3.5;
  const kind = kindOf(facts);
  return kind === "locality" ? 2 : kind === "neighbourhood" || kind === "macrohood" ? 3 : null;
}

/**
 * The field that has a feature's name in the reader's language.
 * @param {Facts} facts
 * @returns {string[]}
 */
export function nameFields(facts) {
  const cy = document.documentElement.lang === "cy";
  if ("name1" in facts) {
    const wanted = cy ? "cym" : "eng";
    return facts.name2 && facts.name2language === wanted ? ["name2", "name1"] : ["name1"];
  }
  return cy ? ["name:cy", "name_cy", "name"] : ["name:en", "name_en", "name"];
}

/**
 * @param {number[]} widths at zooms 8, 12, 15 and 18
 * @returns {(zoom: number) => number}
 */
function widthAt(widths) {
  const zooms = [8, 12, 15, 18];
  return (zoom) => {
    if (zoom <= zooms[0]) return widths[0];
    for (let place = 1; place < zooms.length; place++) {
      if (zoom > zooms[place]) continue;
      const share = (zoom - zooms[place - 1]) / (zooms[place] - zooms[place - 1]);
      return widths[place - 1] + share * (widths[place] - widths[place - 1]);
    }
    return widths[widths.length - 1];
  };
}

/** @param {string} schema */
function paintRules(schema) {
  const classes = CLASSES[schema];
  return Object.entries(LOOKS).flatMap(([name, look]) => {
    const wanted = name.replace("-edge", "");
    const symbolizer = look.fill
      ? new PolygonSymbolizer({ fill: colour(look.fill) })
      : new LineSymbolizer({
        color: colour(look.line ?? "path"), width: widthAt(look.widths ?? [1, 1, 1, 1]), dash: look.dash,
        lineCap: EDGED.has(wanted) ? "round" : "butt", lineJoin: "round",
        dashColor: colour(look.line ?? "path"), dashWidth: widthAt(look.widths ?? [1, 1, 1, 1]),
      });
    const type = look.fill ? 3 : 2;
    return Object.entries(classes).map(([layer, classOf]) => ({
      dataLayer: layer, symbolizer, minzoom: look.from,
      filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) =>
        (feature.geomType === type || (wanted === "border" && feature.geomType !== 1)) && classOf(feature.props) === wanted,
    }));
  });
}

/** @param {string} schema */
function labelRules(schema) {
  const labelProps = (/** @type {number} */ _zoom, /** @type {any} */ feature) => nameFields(feature?.props ?? {});
  const halo = { fill: colour("name"), stroke: colour("land"), width: 1.5 };
  return Object.entries(NAMES[schema]).flatMap(([layer, rankOf]) => RANKS.map(({ rank, from, size, weight }) => ({
    dataLayer: layer, minzoom: from,
    symbolizer: new CenteredTextSymbolizer({ ...halo, labelProps, font: `${weight} ${size}px sans-serif`, lineHeight: 1.4 }),
    filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.geomType === 1 && rankOf(feature.props) === rank,
  })).concat(/** @type {any} */ ({
    dataLayer: layer, minzoom: 15,
    symbolizer: new LineLabelSymbolizer({ ...halo, labelProps, font: "400 11px sans-serif" }),
    filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.geomType === 2 && rankOf(feature.props) === 4,
  })));
}

/**
 * A file whose layers nobody has heard of: everything as plain lines and names.
 * @param {string[]} layers
 */
function plainRules(layers) {
  const line = new LineSymbolizer({ color: colour("border"), width: 1 });
  const halo = { fill: colour("name"), stroke: colour("land"), width: 1.5 };
  const labelProps = (/** @type {number} */ _zoom, /** @type {any} */ feature) => nameFields(feature?.props ?? {});
  return {
    paintRules: layers.map((layer) => ({ dataLayer: layer, symbolizer: line, filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.geomType > 1 })),
    labelRules: layers.map((layer) => ({
      dataLayer: layer, minzoom: 9, symbolizer: new CenteredTextSymbolizer({ ...halo, labelProps, font: "500 12px sans-serif" }),
      filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.geomType === 1,
    })),
  };
}

/**
 * Images as they are in the archive.
 * @param {PMTiles} archive
 * @param {{min: number, max: number, bounds: any}} extent
 */
function imageLayer(archive, extent) {
  const L = /** @type {any} */ (globalThis).assetMapperLeaflet;
  const Images = L.GridLayer.extend({
    createTile(/** @type {{x: number, y: number, z: number}} */ place, /** @type {(error: Error | null, tile: HTMLElement) => void} */ done) {
      const image = document.createElement("img");
      image.alt = "";
      image.setAttribute("role", "presentation");
      archive.getZxy(place.z, place.x, place.y).then((tile) => {
        if (!tile) return done(null, image);
        const url = URL.createObjectURL(new Blob([tile.data]));
        image.onload = () => { URL.revokeObjectURL(url); done(null, image); };
        image.onerror = () => { URL.revokeObjectURL(url); done(null, image); };
        image.src = url;
        return undefined;
      });
      return image;
    },
  });
  return new Images({ minNativeZoom: extent.min, maxNativeZoom: extent.max, bounds: extent.bounds, noWrap: true, className: "pale" });
}

/**
 * Shapes, from an archive or from an address with {z}, {x} and {y}.
 * @param {PMTiles | string} url
 * @param {string} schema
 * @param {string[]} layers
 * @param {number} maxDataZoom
 * @param {any} bounds
 * @returns {any}
 */
export function shapeLayer(url, schema, layers, maxDataZoom, bounds) {
  const rules = schema in CLASSES ? { paintRules: paintRules(schema), labelRules: labelRules(schema) } : plainRules(layers);
  return leafletLayer(/** @type {any} */ ({
    url, maxDataZoom, ...rules, backgroundColor: colour("land"), attribution: "", noWrap: true, bounds,
  }));
}

/**
 * Wait until all tiles in view are drawn, but no longer than a reader would.
 * @param {any} layer
 * @returns {Promise<void>}
 */
function loaded(layer) {
  return new Promise((done) => {
    const end = setTimeout(done, 8000);
    const finish = () => { clearTimeout(end); setTimeout(done, 100); };
    // A new view asks for its tiles a moment after it was set.
    setTimeout(() => (layer.isLoading() ? layer.once("load", finish) : finish()), 100);
  });
}

/**
 * Put the basemap under everything else.
 * @param {LeafletMap} map
 */
function addBasemap(map) {
  const block = document.getElementById("basemap");
  if (!block) return null;
  const [type, schema, min, max, west, south, east, north] = (block.dataset.facts ?? "").split(" ");
  const archive = new PMTiles(/** @type {any} */ (new InThePage(block)));
  const bounds = [[Number(south), Number(west)], [Number(north), Number(east)]];
  map.setMinZoom(Math.max(0, Number(min) - 1));
  if (type !== "mvt") {
    const images = imageLayer(archive, { min: Number(min), max: Number(max), bounds });
    images.addTo(map);
    return { redraw() {}, ready: () => loaded(images) };
  }
  const shapes = shapeLayer(archive, schema, (block.dataset.layers ?? "").split(" ").filter(Boolean), Number(max), bounds);
  shapes.addTo(map);
  return {
    /** Names are written in another language now. */
    redraw() {
      shapes.clearLayout();
      shapes.rerenderTiles();
    },
    ready: () => loaded(shapes),
  };
}

/** @type {any} */ (globalThis).assetMapperBasemap = addBasemap;

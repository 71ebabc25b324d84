/**
 * The maps on paper. Nothing can be opened or enlarged there, so every asset has its number, symbols that would cover
 * each other are moved apart, and where too many stand together, a map of that part follows in a larger scale.
 *
 * What lies under the symbols is taken as a picture of the live map; symbols and numbers are lines and letters, which
 * stay sharp at any size and can be searched for.
 */

import { svg } from "./dom.js";
import * as L from "leaflet";
import { Clusters, KINDS } from "./clusters.js";
import { language, number, t } from "./texts.js";
import { spread } from "./spread.js";
import { outlineOf } from "./symbols.js";

/** @typedef {import("./map.js").AssetMap} AssetMap */
/** @typedef {{x: number, y: number, rows: number[]}} Group in pixels of the map */
/** @typedef {{letter: string, rows: number[], width: number, height: number}} View what one map shows, and its size in pixels */
/** @typedef {{view: View, marks: SVGElement, scale: SVGElement, picture: string, crowds: {letter: string, rows: number[]}[]}} Shot */

/** The most assets with numbers on maps. Beyond that a number could hardly be found again, and counts are shown. */
export const MOST_NUMBERED = 500;
/** How far apart symbols stand, in pixels. */
const APART_PX = 23;
/** From how many assets in one heap on a map of their own is made for them … */
const CROWD = 6;
/** … if that lets them stand apart: so far reaches the heap on the ground. What meets in one hall is one spot. */
const CROWD_REACH_M = 25;
const MOST_MAPS = 9;
const DEEPEST_ZOOM = 17;
const LONGEST_SCALE_PX = 150;
const NAME_MOVES_PX = [0, -24, 24, -48, 48, -72, 72, -96, 96];
const PX_PER_MM = 96 / 25.4;
/** How far below the middle of each kind's shape its number stands. */
const LOWER = [0, 1.6, 0, -1.6, 0, 0];

/** Takes pictures of the live map in the sizes that it has on paper, and puts it back. */
export class Camera {
  /**
   * @param {AssetMap} assetMap
   * @param {Int32Array} rows in the order of their numbers
   */
  constructor(assetMap, rows) {
    this.assetMap = assetMap;
    this.numbers = new Map(Array.from(rows, (row, at) => [row, at + 1]));
    this.placed = Array.from(rows).filter((row) => assetMap.x[row] === assetMap.x[row]);
    this.numbered = rows.length <= MOST_NUMBERED;
    /** @type {{x: number, y: number}[]} where the map in hand has its symbols */
    this.taken = [];
    /** @type {Map<number, string>} row → letter of the largest map that shows its number */
    this.letters = new Map();
    const { map } = assetMap;
    const container = map.getContainer();
    const home = /** @type {HTMLElement} */ (container.parentElement);
    const next = container.nextSibling;
    const before = { centre: map.getCenter(), zoom: map.getZoom(), snap: map.options.zoomSnap };
    this.stage = document.createElement("div");
    this.stage.className = "paper-stage";
    this.stage.append(container);
    document.body.append(this.stage);
    map.options.zoomSnap = assetMap.basemap ? 0.25 : 0.05;
    this.putBack = () => {
      home.insertBefore(container, next);
      this.stage.remove();
      map.options.zoomSnap = before.snap;
      map.invalidateSize({ animate: false, pan: false });
      map.setView(before.centre, before.zoom, { animate: false });
    };
  }

  /**
   * How high something will be on the sheet.
   * @param {HTMLElement} element
   * @param {number} width in pixels
   */
  heightOf(element, width) {
    const sheet = document.createElement("div");
    sheet.className = "paper paper-trial";
    sheet.style.width = `${width}px`;
    sheet.append(element);
    document.body.append(sheet);
    const height = element.offsetHeight;
    sheet.remove();
    return height;
  }

  /**
   * Take the map of everything and, after it, those of the parts where too much stands together.
   * @param {number} width_mm
   * @param {number} height_mm
   * @returns {Promise<Shot[]>}
   */
  async takeAll(width_mm, height_mm) {
    const [width, height] = [width_mm * PX_PER_MM, height_mm * PX_PER_MM];
    /** @type {View[]} */
    const views = [{ letter: "", rows: this.placed, width, height }];
    const shots = [];
    for (const view of views) {
      this.aim(view);
      await settled(this.assetMap);
      const shot = this.shoot(view, MOST_MAPS - views.length, views.length - 1);
      shots.push(shot);
      for (const { letter, rows } of shot.crowds) {
        const wide = rows.length > 24;
        views.push({ letter, rows, width: wide ? width : (width - 16) / 2, height: wide ? height * 0.72 : height * 0.56 });
        for (const row of rows) this.letters.set(row, letter);
      }
    }
    return shots;
  }

  /**
   * Take the map of everything as it can be had at once, when the browser prints without asking.
   * @param {number} width_mm
   * @param {number} height_mm
   */
  takeNow(width_mm, height_mm) {
    const view = { letter: "", rows: this.placed, width: width_mm * PX_PER_MM, height: height_mm * PX_PER_MM };
    this.aim(view);
    return [this.shoot(view, 0, 0)];
  }

  /** @param {View} view */
  aim(view) {
    const { assetMap } = this;
    const { map } = assetMap;
    this.stage.style.width = `${view.width}px`;
    this.stage.style.height = `${view.height}px`;
    map.invalidateSize({ animate: false, pan: false });
    const bounds = L.latLngBounds([]);
    for (const row of view.rows) bounds.extend(assetMap.latLng(assetMap.x[row], assetMap.y[row]));
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [30, 30], maxZoom: view.letter ? DEEPEST_ZOOM + 1 : DEEPEST_ZOOM - 1, animate: false });
    else assetMap.frame();
  }

  /**
   * @param {View} view
   * @param {number} maps how many more maps there may be
   * @param {number} letters how many letters are taken
   * @returns {Shot}
   */
  shoot(view, maps, letters) {
    const { assetMap } = this;
    const crowds = [];
    const marks = [];
    this.taken.length = 0;
    if (this.numbered) {
      const heaps = heapsOf(view.rows.map((row) => ({ ...this.place(row), rows: [row] })));
      const loose = [];
      /** @type {{x: number, y: number, letter: string, frame: {left: number, right: number, top: number, bottom: number}}[]} */
      const framed = [];
      for (const heap of heaps) {
        const places = heap.rows.map((row) => this.place(row));
        const [left, right] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))];
        const [top, bottom] = [Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y }) => y))];
        const reach_m = Math.max(right - left, bottom - top) * metresPerPx(assetMap);
        const worth = heap.rows.length >= CROWD && reach_m > CROWD_REACH_M && assetMap.map.getZoom() < DEEPEST_ZOOM;
        if (!worth || crowds.length >= maps) {
          loose.push(...heap.rows);
          continue;
        }
        const letter = String.fromCharCode(65 + letters + crowds.length);
        crowds.push({ letter, rows: heap.rows });
        framed.push({ x: (left + right) / 2, y: (top + bottom) / 2, letter, frame: { left, right, top, bottom } });
      }
      marks.push(...framed.map(({ frame }) => frameMark(frame)), ...this.numberMarks(loose, framed, view));
    } else marks.push(...countMarks(assetMap, view.rows));
    const title = view.letter ? `${t("paper_map")}: ${view.letter}` : t("paper_map");
    const drawing = svg("svg", { class: "paper-marks", viewBox: `0 0 ${view.width.toFixed(1)} ${view.height.toFixed(1)}`, role: "img", "aria-label": title, lang: language() },
      ...areaNames(assetMap, this.taken), ...marks);
    return { view, marks: drawing, scale: scaleMark(assetMap), picture: pictureOf(assetMap), crowds };
  }

  /** @param {number} row */
  place(row) {
    const { assetMap } = this;
    return assetMap.map.latLngToContainerPoint(assetMap.latLng(assetMap.x[row], assetMap.y[row]));
  }

  /**
   * Symbols with numbers, each as near to its place as the others let it, with a line to it when that is not near.
   * @param {number[]} rows
   * @param {{x: number, y: number, letter: string}[]} letters
   * @param {View} view
   */
  numberMarks(rows, letters, view) {
    const trueX = Float64Array.from([...rows.map((row) => this.place(row).x), ...letters.map(({ x }) => x)]);
    const trueY = Float64Array.from([...rows.map((row) => this.place(row).y), ...letters.map(({ y }) => y)]);
    const [x, y] = [trueX.slice(), trueY.slice()];
    spread(x, y, APART_PX, view.width, view.height);
    this.taken.push(...Array.from(x, (value, at) => ({ x: value, y: y[at] })));
    const lines = [];
    const symbols = [];
    for (let at = 0; at < x.length; at++) {
      const where = `translate(${x[at].toFixed(1)} ${y[at].toFixed(1)})`;
      if (at >= rows.length) {
        symbols.push(svg("g", { class: "paper-together", transform: where }, svg("circle", { r: 12 }), text(letters[at - rows.length].letter, 0, 13)));
        continue;
      }
      if (Math.hypot(x[at] - trueX[at], y[at] - trueY[at]) >= 5) {
        lines.push(svg("path", { class: "paper-lead", d: `M${trueX[at].toFixed(1)} ${trueY[at].toFixed(1)}L${x[at].toFixed(1)} ${y[at].toFixed(1)}` }),
          svg("circle", { class: "paper-spot", cx: trueX[at].toFixed(1), cy: trueY[at].toFixed(1), r: 1.8 }));
      }
      const kind = this.assetMap.publication.kind[rows[at]];
      const own = this.numbers.get(rows[at]) ?? 0;
      symbols.push(svg("g", { class: `paper-mark kind-${kind}`, transform: where },
        svg("path", { d: outlineOf(kind), transform: "scale(1.3)" }), text(String(own), LOWER[kind], own > 99 ? 8 : 10)));
    }
    return [...lines, ...symbols];
  }
}

/**
 * Put together what would cover each other.
 * @param {Group[]} list
 */
function heapsOf(list) {
  for (let found = true; found;) {
    found = false;
    for (let at = 0; at < list.length; at++) {
      for (let other = list.length - 1; other > at; other--) {
        const [a, b] = [list[at], list[other]];
        if (Math.hypot(a.x - b.x, a.y - b.y) >= APART_PX) continue;
        const total = a.rows.length + b.rows.length;
        a.x = (a.x * a.rows.length + b.x * b.rows.length) / total;
        a.y = (a.y * a.rows.length + b.y * b.rows.length) / total;
        a.rows.push(...b.rows);
        list.splice(other, 1);
        found = true;
      }
    }
  }
  return list.sort((a, b) => a.y - b.y || a.x - b.x);
}

/** @param {{left: number, right: number, top: number, bottom: number}} frame */
function frameMark({ left, right, top, bottom }) {
  return svg("rect", {
    class: "paper-frame", x: (left - 9).toFixed(1), y: (top - 9).toFixed(1), width: (right - left + 18).toFixed(1), height: (bottom - top + 18).toFixed(1), rx: 3,
  });
}

/**
 * For more assets than can have numbers: how many there are where.
 * @param {AssetMap} assetMap
 * @param {number[]} rows
 */
function countMarks(assetMap, rows) {
  const { publication, map } = assetMap;
  const clusters = new Clusters(assetMap.x, assetMap.y, publication.kind, Int32Array.from(rows), Math.floor(map.getZoom()));
  const marks = [];
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const { x, y } = map.latLngToContainerPoint(assetMap.latLng(clusters.x[cluster], clusters.y[cluster]));
    const where = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
    const size = clusters.size[cluster];
    const kind = clusters.kinds.subarray(cluster * KINDS, (cluster + 1) * KINDS).findIndex((count) => count > 0);
    marks.push(size === 1
      ? svg("g", { class: `paper-mark kind-${kind}`, transform: where }, svg("path", { d: outlineOf(kind) }))
      : svg("g", { class: "paper-together", transform: where }, svg("circle", { r: size < 100 ? 12 : size < 1000 ? 15 : 19 }), text(number(size), 0, 11)));
  }
  return marks;
}

/**
 * @param {string} words
 * @param {number} lower
 * @param {number} size
 */
function text(words, lower, size) {
  return svg("text", { y: (lower + size * 0.36).toFixed(1), "font-size": size }, words);
}

/**
 * The names of areas that the live map shows, moved up or down a little where symbols would cover them.
 * @param {AssetMap} assetMap
 * @param {{x: number, y: number}[]} taken
 */
function areaNames(assetMap, taken) {
  const container = assetMap.map.getContainer();
  const box = container.getBoundingClientRect();
  return Array.from(container.querySelectorAll(".area-name"), (name) => {
    const at = name.getBoundingClientRect();
    const half = at.width / 2 + 4;
    const x = Math.max(half, Math.min(box.width - half, at.left + at.width / 2 - box.left));
    const middle = at.top + at.height / 2 - box.top;
    const free = NAME_MOVES_PX.find((move) => taken.every((other) => Math.abs(other.x - x) > half + 12 || Math.abs(other.y - middle - move) > 20)) ?? 0;
    return svg("text", {
      class: "paper-area", x: x.toFixed(1), y: (middle + free + 4).toFixed(1),
      lang: name.getAttribute("lang") ?? language(),
    }, name.textContent ?? "");
  });
}

/**
 * How far a pixel reaches on the ground, in the middle of the map.
 * @param {AssetMap} assetMap
 */
function metresPerPx({ map }) {
  const middle = map.getSize().divideBy(2);
  return map.distance(map.containerPointToLatLng(middle), map.containerPointToLatLng(middle.add([100, 0]))) / 100;
}

/**
 * A line of a round length.
 * @param {AssetMap} assetMap
 */
function scaleMark(assetMap) {
  const most = metresPerPx(assetMap) * LONGEST_SCALE_PX;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
  const px = metres / metresPerPx(assetMap);
  const label = metres >= 1000 ? t("kilometres", { number: number(metres / 1000) }) : t("metres", { number: number(metres) });
  const whole = (px + 2).toFixed(1);
  return svg("svg", { class: "paper-scale", viewBox: `-1 -16 ${whole} 18`, width: whole, height: 18, role: "img", "aria-label": label },
    svg("path", { d: `M0-5V0H${px.toFixed(1)}V-5` }), svg("text", { x: (px / 2).toFixed(1), y: -6 }, label));
}

/**
 * Wait until the basemap has nothing more to draw.
 * @param {AssetMap} assetMap
 */
async function settled(assetMap) {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await assetMap.basemap?.ready?.();
  await new Promise((done) => setTimeout(done, 50));
}

/**
 * Everything under the symbols as one picture: basemap, coast, boundaries, shapes.
 * @param {AssetMap} assetMap
 * @returns {string} a data address
 */
function pictureOf(assetMap) {
  const container = assetMap.map.getContainer();
  const box = container.getBoundingClientRect();
  const sharpness = Math.min(4, Math.max(2, devicePixelRatio));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(box.width * sharpness);
  canvas.height = Math.round(box.height * sharpness);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const bare = !assetMap.basemap && !container.classList.contains("sea");
  context.fillStyle = bare ? "#fff" : getComputedStyle(container).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let photographic = false;
  for (const part of /** @type {NodeListOf<HTMLCanvasElement | HTMLImageElement>} */ (container.querySelectorAll("canvas, img"))) {
    const at = part.getBoundingClientRect();
    if (part.classList.contains("symbols") || at.width === 0 || at.height === 0) continue;
    if (part instanceof HTMLImageElement) {
      if (!part.complete || part.naturalWidth === 0) continue;
      photographic = true;
    }
    const pale = part.closest(".pale");
    context.filter = pale ? getComputedStyle(pale).filter : "none";
    context.drawImage(part, (at.left - box.left) * sharpness, (at.top - box.top) * sharpness, at.width * sharpness, at.height * sharpness);
  }
  return photographic ? canvas.toDataURL("image/jpeg", 0.9) : canvas.toDataURL("image/png");
}

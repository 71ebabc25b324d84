/** The map in the window: it shows what the window sends, and says what is done on it. */

import { byId, h } from "./dom.js";
import { connect } from "./channel.js";
import { LiveAssets } from "./live.js";
import { LiveMap } from "./live_map.js";
import { legendOf } from "./map.js";
import { linked, loadTexts, speak, t } from "./texts.js";
import { addTiles } from "./tiles.js";
import { Tools } from "./tools.js";

/** @typedef {import("./channel.js").Message} Message */
/** @typedef {import("./texts.js").Language} Language */

class WindowMap {
  /** @param {(message: Message) => void} say */
  constructor(say) {
    this.say = say;
    this.assets = new LiveAssets();
    this.map = new LiveMap(this.assets, byId("map"), {
      open: (row) => this.tools.pick([row]),
      list: (rows) => this.tools.pick(rows),
    }, null);
    this.tools = new Tools(this.map, say);
    /** @type {Record<Language, [string, string][]>[]} */
    this.credits = [];
    this.isRoom = this.map.saysNames = document.documentElement.classList.contains("room");
    new ResizeObserver(() => this.map.resized()).observe(byId("map"));
  }

  /** @type {Record<string, (message: Message) => void | Promise<void>>} */
  hears = {
    whole: async ({ from }) => {
      const { assets, gone, areas, coast, kinds, kind_labels } = await (await fetch(from)).json();
      Object.assign(this.assets.data, { areas, coast, kinds, kind_labels });
      this.assets.remove(gone);
      this.assets.put(assets);
      this.map.drawGround();
      this.map.follow([...assets.n, ...gone]);
      if (!this.map.framed || this.isRoom) this.frame();
      this.drawWords();
      document.documentElement.dataset.ready = "true";
      this.say({ what: "drawn", rows: this.assets.count });
    },
    patch: ({ assets, gone }) => {
      this.assets.remove(gone);
      this.assets.put(assets);
      this.map.follow([...assets.n, ...gone]);
      if (this.isRoom) this.keepInView(assets.n);
      this.say({ what: "patched", rows: assets.n.length + gone.length });
    },
    shown: ({ rows, frame }) => {
      this.assets.showOnly(rows);
      this.map.show(this.assets.rows);
      if (frame) this.frame();
    },
    selected: ({ rows, look }) => this.map.select(rows, look),
    tool: (message) => this.tools.take(message),
    measured: ({ text }) => this.tools.showMeasure(text),
    drop: ({ row, x, y }) => this.tools.drop(row, x, y),
    frame: () => this.frame(),
    look: ({ rows }) => this.map.lookAt(rows),
    found: ({ at, name }) => this.map.markFound(at, name),
    still: ({ still }) => {
      document.documentElement.classList.toggle("still", still);
      if (still) requestAnimationFrame(() => requestAnimationFrame(() => this.say({ what: "still" })));
    },
    language: ({ language }) => {
      speak(language);
      this.drawWords();
    },
    theme: ({ colours, dark }) => {
      const { style } = document.documentElement;
      style.colorScheme = dark ? "dark" : "light";
      for (const [name, colour] of Object.entries(colours)) style.setProperty(`--${name}`, colour);
      this.map.drawGround();
      this.map.show(this.assets.rows);
      this.map.label();
      byId("legend").replaceChildren(legendOf(/** @type {any} */ (this.assets)));
    },
    basemap: ({ basemap, attributions }) => {
      this.map.basemap?.remove?.();
      this.map.basemap = basemap ? addTiles(this.map.map, basemap) : null;
      this.credits = attributions;
      this.map.drawGround();
      this.drawWords();
    },
  };

  /** Show everything that is shown. */
  frame() {
    if (byId("map").offsetWidth > 0) this.map.frame();
  }

  /** In a room nobody moves the map: what is new comes into view by itself. @param {number[]} rows */
  keepInView(rows) {
    const outside = rows.some((row) => this.assets.shown[row] && this.map.x[row] === this.map.x[row]
      && !this.map.map.getBounds().contains(this.map.latLng(this.map.x[row], this.map.y[row])));
    if (outside) this.frame();
    this.map.pointed = rows.findLast((row) => this.assets.shown[row]) ?? -1;
    this.map.redraw();
  }

  /** Write all words anew, in the language of the window. */
  drawWords() {
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = t(/** @type {HTMLElement} */ (element).dataset.text ?? "");
    }
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", t(/** @type {HTMLElement} */ (element).dataset.label ?? ""));
    }
    byId("legend").replaceChildren(legendOf(/** @type {any} */ (this.assets)));
    const language = /** @type {Language} */ (document.documentElement.lang);
    byId("credits").replaceChildren(...this.credits.map((credit) => h("span", null, linked(credit[language]))));
    byId("credits").hidden = this.credits.length === 0;
    this.map.label();
    this.tools.label();
  }
}

async function boot() {
  loadTexts(JSON.parse(byId("texts").textContent ?? "{}"));
  speak(/** @type {Language} */ (document.documentElement.lang));
  /** @type {WindowMap | null} */
  let page = null;
  const say = await connect((message) => {
    if (message.what === "language") document.documentElement.lang = message.language;
    return page?.hears[message.what]?.(message);
  });
  page = new WindowMap(say);
  /** @type {any} */ (globalThis).assetMapper = page;
  say({ what: "ready" });
}

boot();

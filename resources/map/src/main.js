/** Puts the page together: reads the data, keeps the state, and lets list, card, filters and map follow it. */

import { byId, h } from "./dom.js";
import { Publication, readBlock } from "./data.js";
import { linked, loadTexts, number, pick, speak, t, tn } from "./texts.js";
import { emptyState, fromHash, toHash, toggle } from "./state.js";
import { facetsOf, filter } from "./facets.js";
import { Search } from "./search.js";
import { Listing } from "./listing.js";
import { Filters } from "./filters.js";
import { cardOf } from "./card.js";
import { lensOf, outcomeList } from "./lens.js";
import { PathwayView } from "./pathway_view.js";
import { AssetMap, legendOf } from "./map.js";
import { aboutParts } from "./about.js";
import { downloadList } from "./download.js";
import { Paper } from "./paper.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./texts.js").Language} Language */

/** From so many assets on the map follows the list a moment later. */
const LARGE = 20_000;
const PHONE = "(max-width: 760px)";

class Page {
  /** @param {Publication} publication */
  constructor(publication) {
    this.publication = publication;
    const { data } = publication;
    this.languages = data.languages;
    this.facets = facetsOf(publication);
    this.facetKeys = this.facets.map((facet) => facet.key);
    this.search = new Search(publication);
    /** @type {State} */
    this.state = emptyState(this.languages[0]);
    /** @type {Int32Array} */
    this.rows = new Int32Array();
    /** @type {HTMLElement | null} what gets the focus back when the card is closed */
    this.cameFrom = null;
    this.listScroll = 0;
    this.framing = 0;

    this.input = /** @type {HTMLInputElement} */ (byId("query"));
    this.status = byId("status");
    this.listing = new Listing(publication, byId("list"), /** @type {HTMLButtonElement} */ (byId("more")), {
      open: (row) => this.openCard(row),
      point: (row) => this.map?.point(row),
    });
    this.filters = new Filters(this.facets, byId("filters"), byId("chips"), {
      toggle: (facet, value) => this.change(() => toggle(this.state, facet.key, value, facet.single)),
      clear: () => this.change(() => { this.state.chosen = {}; this.state.here = null; }),
      elsewhere: () => this.change(() => { this.state.here = null; }),
    });
    /** @type {AssetMap | null} */
    this.map = null;
    this.pathways = new PathwayView(this);
    this.paper = new Paper(this);
  }

  start() {
    byId("opening").remove();
    byId("app").hidden = false;
    const { lon } = this.publication.data.assets;
    const somewhere = lon.some((value) => value !== null) || this.publication.data.areas.some((area) => area.shape.length > 0);
    document.documentElement.classList.toggle("no-map", !somewhere);
    this.state = fromHash(location.hash, this.languages, this.facetKeys);
    speak(this.state.language);
    if (matchMedia(PHONE).matches) byId("legend-box").removeAttribute("open");
    this.drawWords();
    this.map = new AssetMap(this.publication, byId("map"), {
      open: (row) => this.openCard(row),
      list: (rows) => this.change(() => { this.state.here = rows; this.state.asset = ""; this.state.view = "assets"; }, { keepFrame: true, showList: true }),
    }, /** @type {any} */ (globalThis).assetMapperBasemap ?? null);
    this.listen();
    this.follow({ frame: true, focus: false });
    if (/[#&]paper=/.test(location.hash)) this.paper.prepare();
    document.documentElement.dataset.ready = "true";
  }

  listen() {
    for (const link of document.querySelectorAll("a.skip")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const stage = (link.getAttribute("href") ?? "").slice(1);
        const part = stage === "finder" ? "list" : "map";
        this.showOnPhone(part);
        if (part === "map") byId(stage).focus();
        else if (byId("card").hidden) this.input.focus();
        else byId("card-name").focus();
      });
    }
    for (const type of ["focus", "pointerenter"]) this.input.addEventListener(type, () => this.prepareSearch(), { once: true });
    this.input.addEventListener("input", () => {
      this.state.query = this.input.value;
      this.state.here = null;
      this.state.asset = "";
      if (this.state.view === "pathways") this.state.view = "assets"; // assets are what is searched
      this.writeHash(false);
      this.follow({ frame: "soon", focus: false });
    });
    byId("search").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.rows.length > 0) this.listing.link(this.rows[0])?.focus();
    });
    addEventListener("hashchange", () => {
      const before = this.state;
      this.state = fromHash(location.hash, this.languages, this.facetKeys);
      if (this.state.language !== before.language) this.drawWords();
      if (this.state.query !== this.input.value) this.input.value = this.state.query;
      this.follow({ frame: !this.state.asset, focus: true });
    });
    byId("language").addEventListener("click", () => {
      this.state.language = this.otherLanguage();
      this.writeHash(false);
      this.drawWords();
      this.follow({ frame: false, focus: false });
    });
    byId("filters-toggle").addEventListener("click", () => {
      const button = byId("filters-toggle");
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
    });
    byId("views").addEventListener("click", (event) => {
      const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button[data-view]"));
      if (!button) return;
      const view = /** @type {State["view"]} */ (button.dataset.view);
      this.change(() => { this.state.view = view; this.state.asset = ""; }, { keepFrame: true });
    });
    byId("side").addEventListener("click", (event) => this.followLink(/** @type {MouseEvent} */ (event)));
    byId("back").addEventListener("click", () => this.closeCard());
    byId("previous").addEventListener("click", () => this.step(-1));
    byId("next").addEventListener("click", () => this.step(1));
    byId("card").addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeCard();
    });
    byId("about-button").addEventListener("click", () => {
      /** @type {HTMLDialogElement} */ (byId("about")).showModal();
      byId("about-title").focus();
    });
    byId("about-close").addEventListener("click", () => /** @type {HTMLDialogElement} */ (byId("about")).close());
    for (const button of document.querySelectorAll("button[data-do]")) {
      const print = /** @type {HTMLElement} */ (button).dataset.do === "print";
      button.addEventListener("click", () => (print ? this.paper.print() : downloadList(this.publication, this.rows)));
    }
    byId("show-map").addEventListener("click", () => this.showOnPhone("map"));
    byId("show-list").addEventListener("click", () => this.showOnPhone("list"));
    new ResizeObserver(() => this.map?.resized()).observe(byId("map"));
  }

  /**
   * Links between assets, outcomes and tags stay on the page and keep what is chosen in other filters out of the way.
   * @param {MouseEvent} event
   */
  followLink(event) {
    const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-asset], a[data-outcome], a[data-tag], a[data-pathway]"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.asset !== undefined) this.openCard(Number(link.dataset.asset));
    else if (link.dataset.outcome !== undefined) this.goTo({ outcome: link.dataset.outcome });
    else if (link.dataset.tag !== undefined) this.goTo({ tag: link.dataset.tag });
    else if (link.dataset.pathway !== undefined) this.goToPathway(link.dataset.pathway);
  }

  /** @param {string} key */
  goToPathway(key) {
    this.change(() => { this.state = { ...emptyState(this.state.language), view: "pathways", pathway: key }; this.input.value = ""; }, { keepFrame: true });
    byId("side").scrollTop = 0;
    byId("pathway-name").focus();
  }

  /**
   * Filter by one thing alone.
   * @param {Record<string, string>} choices
   */
  goTo(choices) {
    this.change(() => {
      this.state = { ...emptyState(this.state.language), chosen: Object.fromEntries(Object.entries(choices).map(([facet, value]) => [facet, new Set([value])])) };
      this.input.value = "";
    }, { focus: true });
  }

  /**
   * @param {() => void} act
   * @param {{keepFrame?: boolean, focus?: boolean, showList?: boolean}} [options]
   */
  change(act, options = {}) {
    act();
    if (this.state.chosen.outcome && this.state.view === "outcomes") this.state.view = "assets";
    this.writeHash(true);
    this.follow({ frame: !options.keepFrame, focus: options.focus ?? false });
    if (options.showList) this.showOnPhone("list");
  }

  /** @param {boolean} remember whether "back" should lead to what was before */
  writeHash(remember) {
    const hash = toHash(this.state, this.languages[0]);
    if (hash === location.hash.replace(/^#/, "")) return;
    const address = hash ? `#${hash}` : location.pathname + location.search;
    if (remember) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /**
   * Bring list, card, filters and map in line with the state.
   * @param {{frame: boolean | "soon", focus: boolean}} how
   */
  follow(how) {
    const { state, publication } = this;
    if (state.view === "pathways" && publication.data.pathways.length === 0) state.view = "assets";
    const order = publication.order(state.language);
    const found = state.query ? this.search.find(state.query, order) : order;
    const { rows, counts } = filter(this.facets, state.chosen, found);
    this.rows = state.here ? keep(rows, state.here) : rows;
    this.filters.update(state.chosen, counts, state.here !== null);
    const outcome = this.outcome();
    this.listing.show(this.rows, outcome);
    this.drawStatus();
    this.drawViews(outcome);
    const row = state.asset ? publication.rowOf(state.asset) : -1;
    this.drawCard(row, how.focus);
    if (how.focus && row < 0 && outcome >= 0) byId("lens-name").focus();
    else if (how.focus && row < 0 && this.pathways.place >= 0) byId("pathway-name").focus();
    clearTimeout(this.framing);
    if (this.map) {
      const map = this.map;
      map.chosen = row;
      if (how.frame === "soon") {
        this.framing = window.setTimeout(() => { map.show(this.rows); map.frame(); }, 150);
      } else {
        const show = () => {
          map.show(this.rows);
          if (how.frame && row < 0) map.frame();
          else if (row >= 0) map.choose(row);
        };
        // The list first: with so many assets the map takes longer than a reader should wait for it.
        if (this.rows.length > LARGE && map.framed) this.framing = window.setTimeout(show, 0);
        else show();
      }
    }
  }

  /** @returns {number} the outcome that is looked at, or -1 */
  outcome() {
    const facet = this.facets.find((one) => one.key === "outcome");
    const [chosen] = this.state.chosen.outcome ?? [];
    if (chosen === undefined) return -1;
    return facet?.places.get(chosen) ?? this.publication.data.outcomes.findIndex((outcome) => outcome.key === chosen);
  }

  /** @returns {ArrayLike<number> & {indexOf: (row: number) => number}} the assets that "previous" and "next" lead through */
  walk() {
    const { pathway } = this.pathways;
    return pathway ? pathway.cards.asset.filter((row) => row >= 0) : this.rows;
  }

  drawStatus() {
    const located = this.rows.reduce((sum, row) => sum + (this.publication.located(row) ? 1 : 0), 0);
    const away = this.rows.length - located;
    const nothing = this.publication.count === 0 ? "no_assets" : "nothing_found";
    const text = this.rows.length === 0 ? t(nothing) : tn("assets", this.rows.length);
    this.status.textContent = away > 0 && this.rows.length > 0 ? `${text} · ${tn("not_placed", away)}` : text;
    const only = this.publication.mainLanguage;
    byId("only-language").hidden = only === null || this.rows.length === 0;
    byId("only-language").textContent = only ? t(only === "cy" ? "mostly_in_welsh" : "mostly_in_english") : "";
    byId("nothing").hidden = this.rows.length > 0 || this.publication.count === 0;
    const on = Object.values(this.state.chosen).reduce((sum, choices) => sum + choices.size, 0);
    byId("filters-toggle").textContent = on ? `${t("filters")} (${on})` : t("filters");
  }

  /** @param {number} outcome */
  drawViews(outcome) {
    const { state, publication } = this;
    const outcomes = state.view === "outcomes";
    for (const button of byId("views").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
    }
    byId("assets-view").hidden = outcomes || this.pathways.place >= 0;
    byId("outcomes-view").hidden = !outcomes;
    this.pathways.draw();
    if (outcomes) byId("outcomes-view").replaceChildren(...outcomeList(publication));
    const lens = byId("lens");
    lens.hidden = outcome < 0;
    lens.replaceChildren(...(outcome < 0 ? [] : lensOf(publication, outcome)));
  }

  /**
   * @param {number} row
   * @param {boolean} focus
   */
  drawCard(row, focus) {
    const card = byId("card");
    const finder = byId("finder");
    if (row < 0) {
      card.hidden = true;
      finder.hidden = false;
      const title = pick(this.publication.data.title).text;
      const { pathway } = this.pathways;
      document.title = pathway ? `${pick(pathway.name).text} – ${title}` : title;
      this.pathways.diagram.choose(-1);
      return;
    }
    const rows = this.walk();
    const place = rows.indexOf(row);
    const set = (/** @type {string} */ id, /** @type {boolean} */ there) => { /** @type {HTMLButtonElement} */ (byId(id)).disabled = !there; };
    set("previous", place > 0);
    set("next", place >= 0 && place < rows.length - 1);
    byId("place-in-list").textContent = place >= 0 ? t("place_in_list", { place: number(place + 1), count: number(rows.length) }) : "";
    this.pathways.diagram.choose(row);
    byId("card-body").replaceChildren(...cardOf(this.publication, row));
    if (!finder.hidden) this.listScroll = byId("side").scrollTop;
    card.hidden = false;
    finder.hidden = true;
    byId("side").scrollTop = 0;
    document.title = `${this.publication.name(row).text} – ${pick(this.publication.data.title).text}`;
    if (focus) byId("card-name").focus({ preventScroll: false });
  }

  /** @param {number} row */
  openCard(row) {
    if (!this.state.asset) this.cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
    this.state.asset = this.publication.key(row);
    if (this.state.view !== "pathways") this.state.view = "assets";
    this.writeHash(true);
    this.drawViews(this.outcome());
    this.showOnPhone("list");
    this.drawCard(row, true);
    this.map?.choose(row);
  }

  closeCard() {
    const row = this.publication.rowOf(this.state.asset);
    this.state.asset = "";
    this.writeHash(true);
    this.drawCard(-1, false);
    this.map?.choose(-1);
    byId("side").scrollTop = this.listScroll;
    const place = this.rows.indexOf(row);
    if (place >= this.listing.shown) this.listing.extend(place + 1 - this.listing.shown);
    const kept = this.cameFrom?.isConnected && this.cameFrom.closest("#map, #pathways-view") ? this.cameFrom : null;
    const back = kept ?? (this.pathways.place < 0 ? this.listing : this.pathways).link(row) ?? this.input;
    back.focus();
    this.cameFrom = null;
  }

  /** @param {number} by */
  step(by) {
    const row = this.publication.rowOf(this.state.asset);
    const rows = this.walk();
    const next = rows[rows.indexOf(row) + by];
    if (next === undefined) return;
    this.state.asset = this.publication.key(next);
    this.writeHash(false);
    this.drawCard(next, true);
    this.map?.choose(next);
  }

  /** @param {"map" | "list"} part */
  showOnPhone(part) {
    const before = byId("app").dataset.part;
    byId("app").dataset.part = part;
    byId("show-map").setAttribute("aria-pressed", String(part === "map"));
    byId("show-list").setAttribute("aria-pressed", String(part === "list"));
    if (part === "map" && before !== part && this.map) {
      this.map.resized();
      if (!this.state.asset) this.map.frame();
      else this.map.choose(this.publication.rowOf(this.state.asset));
    }
  }

  /** @returns {Language} the language that the page can be switched to */
  otherLanguage() {
    return this.languages.find((language) => language !== this.state.language) ?? this.state.language;
  }

  /** Write all words anew, in the language of the state. */
  drawWords() {
    const { publication } = this;
    const { data } = publication;
    speak(this.state.language);
    document.documentElement.lang = this.state.language;
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = t(/** @type {HTMLElement} */ (element).dataset.text ?? "");
    }
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", t(/** @type {HTMLElement} */ (element).dataset.label ?? ""));
    }
    this.input.placeholder = t("search_placeholder");
    setWords(byId("title"), pick(data.title));
    setWords(byId("sentence"), firstSentence(pick(data.introduction)));
    byId("fictional").hidden = !data.fictional;
    const kept = data.audience === "team" || data.audience === "partners";
    byId("audience").hidden = !kept;
    byId("audience").textContent = kept ? t(`audience_${data.audience}`) : "";
    byId("views").hidden = data.outcomes.length === 0 && data.pathways.length === 0;
    const views = byId("views").querySelectorAll("button");
    views[1].hidden = data.outcomes.length === 0;
    views[2].hidden = data.pathways.length === 0;
    this.pathways.label();
    byId("language").hidden = this.languages.length < 2;
    const other = this.otherLanguage();
    byId("language").lang = other;
    byId("language").textContent = other === "cy" ? "Cymraeg" : "English";
    byId("about-body").replaceChildren(...aboutParts(publication));
    byId("legend").replaceChildren(legendOf(publication));
    byId("credits").replaceChildren(...data.attributions.map((attribution) => h("span", null, linked(attribution[this.state.language]))));
    byId("credits").hidden = data.attributions.length === 0;
    this.filters.draw();
    this.map?.label();
    byId("search").setAttribute("aria-label", t("search"));
  }

  /** Make the texts to search in ready, a little at a time, while nothing else is to do; they take memory. */
  prepareSearch() {
    const later = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 30));
    let end = 0;
    const more = () => {
      end += 4000;
      if (!this.search.prepare(end)) later(more);
    };
    later(more);
  }
}

/**
 * Those of *rows* that are in *wanted*, in their order.
 * @param {Int32Array} rows
 * @param {number[]} wanted
 */
function keep(rows, wanted) {
  const set = new Set(wanted);
  return rows.filter((row) => set.has(row));
}

/**
 * @param {HTMLElement} element
 * @param {import("./texts.js").Words} words
 */
function setWords(element, words) {
  element.textContent = words.text;
  if (words.other) element.lang = words.lang;
  else element.removeAttribute("lang");
}

/**
 * @param {import("./texts.js").Words} words
 * @returns {import("./texts.js").Words}
 */
function firstSentence(words) {
  const sentence = /^[\s\S]*?[.!?](?=\s|$)/.exec(words.text)?.[0] ?? words.text;
  return { ...words, text: sentence.trim() };
}

async function boot() {
  loadTexts(await readBlock(byId("texts")));
  const block = byId("data");
  const data = await readBlock(block);
  block.remove();
  // The page of a site for one language starts in that language, and can be switched all the same.
  const first = document.documentElement.lang;
  data.languages.sort((/** @type {Language} */ a, /** @type {Language} */ b) => Number(b === first) - Number(a === first));
  speak(data.languages[0]);
  new Page(new Publication(data)).start();
}

boot();
export { Page };

/**
 * The page on paper: a sheet of its own with maps, numbers on them, and the list with the same numbers.
 *
 * The print buttons lay the sheet for the language and the filters that are on. `#paper=A4` (or `A3`, with `-landscape`
 * behind it) lays it for good, in every language of the page unless `lang` names one: that is how a PDF is made.
 * `data-paper` of the document says when it is ready.
 */

import { append, byId, h } from "./dom.js";
import { linkOf } from "./card.js";
import { choose, date, language, linked, pick, said, t, tn } from "./texts.js";
import { known } from "./ladder.js";
import { lensOf } from "./lens.js";
import { placeOf } from "./listing.js";
import { legendOf } from "./map.js";
import { Camera } from "./paper_map.js";
import { pathwayHead, pathwayOnPaper, pathwaysOnPaper } from "./paper_pathways.js";
import { kindPicture } from "./symbols.js";

/** @typedef {import("./main.js").Page} Page */
/** @typedef {import("./data.js").Publication} Publication */
/** @typedef {import("./paper_map.js").Shot} Shot */
/** @typedef {{name: "a4" | "a3", landscape: boolean}} Format */

/** Millimetres, upright. */
const PAPERS = { a4: [210, 297], a3: [297, 420] };
/** What the margins leave of a sheet's width. */
const MARGIN_MM = 14;
/** What a page holds beside the first map: margins, legend, credits. */
const BESIDE_MAP_MM = 48;
const HIGHEST_MAP_SHARE = 0.62;
const LOWEST_MAP_MM = 90;
const MM_PER_PX = 25.4 / 96;
/** @type {Format} */
const USUAL = { name: "a4", landscape: false };

export class Paper {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {HTMLElement[]} */
    this.sheets = [];
    addEventListener("beforeprint", () => this.layAtOnce());
    addEventListener("afterprint", () => this.lift());
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p" || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.print();
    });
  }

  /** Lay everything out, wait for the maps, and ask the browser to print. */
  async print() {
    this.show([await this.sheet(USUAL)], USUAL, false);
    window.print();
    this.lift();
  }

  /** Lay everything out for good, as the address says. */
  async prepare() {
    const parts = new URLSearchParams(location.hash.replace(/^#/, ""));
    const format = formatOf(parts.get("paper")) ?? USUAL;
    const { page } = this;
    const only = page.languages.find((one) => one === parts.get("lang"));
    const wanted = only ? [only] : page.languages;
    const sheets = [];
    for (const one of wanted) {
      page.state.language = one;
      page.drawWords();
      page.follow({ frame: false, focus: false });
      const sheet = await this.sheet(format);
      sheet.querySelector(".paper-tail")?.before(...pathwaysOnPaper(page.publication, roomOf(format)));
      sheets.push(sheet);
    }
    document.documentElement.lang = wanted[0];
    document.title = sheets[0].querySelector("h1")?.textContent ?? "";
    this.show(sheets, format, true);
    await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => {})));
    document.documentElement.dataset.paper = "ready";
  }

  /** For a browser that prints without having been asked by us: what can be had at once. */
  layAtOnce() {
    if (this.sheets.length > 0) return;
    const { page } = this;
    if (page.pathways.pathway) {
      this.show([pathwaySheet(page, USUAL)], USUAL, false);
      return;
    }
    const camera = cameraOf(page);
    const head = headOf(page);
    const shots = camera ? camera.takeNow(...mapSize(USUAL, camera, head)) : [];
    camera?.putBack();
    this.show([sheetOf(page, USUAL, head, camera, shots)], USUAL, false);
  }

  /**
   * @param {Format} format
   * @returns {Promise<HTMLElement>}
   */
  async sheet(format) {
    const { page } = this;
    if (page.pathways.pathway) return pathwaySheet(page, format);
    const camera = cameraOf(page);
    const head = headOf(page);
    const shots = camera ? await camera.takeAll(...mapSize(format, camera, head)) : [];
    camera?.putBack();
    return sheetOf(page, format, head, camera, shots);
  }

  /**
   * @param {HTMLElement[]} sheets
   * @param {Format} format
   * @param {boolean} sized whether the paper's size is ours to say
   */
  show(sheets, format, sized) {
    this.sheets = sheets;
    document.body.append(...sheets);
    document.documentElement.classList.add("on-paper");
    document.adoptedStyleSheets = sheets.map((sheet) => pageRules(sheet, format, sized));
  }

  lift() {
    if (document.documentElement.dataset.paper) return;
    for (const sheet of this.sheets) sheet.remove();
    this.sheets = [];
    document.documentElement.classList.remove("on-paper");
    document.adoptedStyleSheets = [];
  }
}

/**
 * @param {Page} page
 * @returns {Camera | null} nothing where there is nothing to be seen on a map
 */
function cameraOf(page) {
  const { map, publication } = page;
  const somewhere = page.rows.some((row) => publication.located(row)) || publication.data.areas.some((area) => area.shape.length > 0);
  return map && somewhere ? new Camera(map, page.rows) : null;
}

/**
 * @param {Format} format
 * @returns {[number, number]} width and height of the paper as it lies
 */
function paperSize({ name, landscape }) {
  const [narrow, wide] = PAPERS[name];
  return landscape ? [wide, narrow] : [narrow, wide];
}

/** What the margins leave of a sheet. @param {Format} format @returns {[number, number]} in millimetres */
function roomOf(format) {
  const [width, height] = paperSize(format);
  return [width - 2 * MARGIN_MM, height - 2 * MARGIN_MM];
}

/**
 * The pathway that is looked at, alone.
 * @param {Page} page
 * @param {Format} format
 */
function pathwaySheet({ publication, pathways }, format) {
  return h("article", { class: "paper", lang: language(), "data-paper": format.name, "data-landscape": format.landscape },
    pathwayHead(publication), pathwayOnPaper(publication, pathways.place, roomOf(format)), tailOf(publication));
}

/**
 * The size of the first map: what the title and the introduction leave of the first page.
 * @param {Format} format
 * @param {Camera} camera
 * @param {HTMLElement} head
 * @returns {[number, number]} in millimetres
 */
function mapSize(format, camera, head) {
  const [paperWidth, paperHeight] = paperSize(format);
  const width = paperWidth - 2 * MARGIN_MM;
  const left = paperHeight - BESIDE_MAP_MM - camera.heightOf(head, width / MM_PER_PX) * MM_PER_PX;
  return [width, Math.max(LOWEST_MAP_MM, Math.min(left, paperHeight * HIGHEST_MAP_SHARE))];
}

/**
 * @param {Page} page
 * @param {Format} format
 * @param {HTMLElement} head
 * @param {Camera | null} camera
 * @param {Shot[]} shots
 */
function sheetOf(page, format, head, camera, shots) {
  const sheet = h("article", { class: "paper", lang: language(), "data-paper": format.name, "data-landscape": format.landscape }, head);
  const [first, ...details] = shots;
  if (first) {
    sheet.append(h("figure", { class: "paper-figure" }, mapOf(first),
      h("figcaption", null, h("div", { class: "paper-legend" }, legendOf(page.publication), first.scale), creditsOf(page.publication))));
  }
  if (details.length > 0) {
    sheet.append(h("div", { class: "paper-details" }, details.map((shot) => h("figure", { class: "paper-figure" },
      h("figcaption", null, h("span", { class: "paper-letter" }, shot.view.letter), h("span", null, tn("assets", shot.view.rows.length)), shot.scale), mapOf(shot)))));
  }
  const list = h("ol", { class: "paper-list" });
  append(list, [Array.from(page.rows, (row, at) => entryOf(page, row, camera && !camera.numbered ? 0 : at + 1, camera?.letters.get(row) ?? ""))]);
  append(sheet, [list, tailOf(page.publication)]);
  return sheet;
}

/** @param {Shot} shot */
function mapOf({ view, picture, marks }) {
  const box = h("div", { class: "paper-map" }, h("img", { src: picture, alt: "" }), marks);
  box.style.width = `${view.width}px`;
  box.style.height = `${view.height}px`;
  return box;
}

/**
 * @param {string | null} text such as `a3-landscape`
 * @returns {Format | null}
 */
function formatOf(text) {
  const [name, turned] = (text ?? "").toLowerCase().split("-");
  return name === "a4" || name === "a3" ? { name, landscape: turned === "landscape" } : null;
}

/**
 * Size of the page, and its foot: the title and the number of the page. A print dialogue decides its size itself.
 * @param {HTMLElement} sheet
 * @param {Format} format
 * @param {boolean} sized
 */
function pageRules(sheet, format, sized) {
  const [width, height] = paperSize(format);
  const name = `paper-${sheet.lang}`;
  const title = sheet.querySelector("h1")?.textContent ?? "";
  const foot = "font: 8pt/1.3 system-ui, sans-serif; color: #57606A; vertical-align: top; padding-top: 4mm";
  const rules = new CSSStyleSheet();
  rules.replaceSync(`@page ${name} { ${sized ? `size: ${width}mm ${height}mm;` : ""} margin: ${MARGIN_MM}mm ${MARGIN_MM}mm 17mm;
    @bottom-left { content: ${cssText(title)}; text-align: left; width: 80%; ${foot} }
    @bottom-right { content: counter(page) " / " counter(pages); text-align: right; ${foot} } }
    @media print { .paper[lang="${sheet.lang}"] { page: ${name}; } }`);
  return rules;
}

/**
 * A text as a style sheet writes it: everything but letters and digits by its number.
 * @param {string} text
 */
function cssText(text) {
  const short = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  const escaped = Array.from(short, (sign) => (/[\p{L}\p{N} ]/u.test(sign) ? sign : `\\${(sign.codePointAt(0) ?? 32).toString(16)} `));
  return `"${escaped.join("")}"`;
}

/** @param {Page} page */
function headOf(page) {
  const { data } = page.publication;
  const introduction = pick(data.introduction);
  const located = page.rows.reduce((sum, row) => sum + (page.publication.located(row) ? 1 : 0), 0);
  const away = page.rows.length - located;
  const outcome = page.outcome();
  return h("header", null,
    said("h1", pick(data.title)),
    data.fictional ? h("p", null, h("span", { class: "badge" }, t("fictional"))) : null,
    introduction.text.split(/\n\s*\n/).filter(Boolean).map((text) => said("p", { ...introduction, text })),
    h("p", { class: "paper-facts" }, [
      page.publication.count === 0 ? t("no_assets") : tn("assets", page.rows.length), away > 0 ? tn("not_placed", away) : "",
      data.publisher, date(data.made_on),
    ].filter(Boolean).join(" · ")),
    filtersOn(page),
    outcome >= 0 ? h("section", { class: "paper-lens" }, lensOf(page.publication, outcome)) : null);
}

/**
 * What the list was narrowed down to, in words.
 * @param {Page} page
 */
function filtersOn(page) {
  const on = page.facets.flatMap((facet) => Array.from(page.state.chosen[facet.key] ?? [], (value) => {
    const choice = facet.places.get(value);
    return choice === undefined ? null : said("span", facet.label(choice));
  })).filter((label) => label !== null);
  const { query } = page.state;
  if (on.length === 0 && !query) return null;
  const parts = [...(query ? [h("span", null, `“${query}”`)] : []), ...on];
  return h("p", { class: "paper-facts" }, `${t("filters_on")}: `, parts.flatMap((part, at) => (at ? [", ", part] : [part])));
}

/** @param {Publication} publication */
function creditsOf(publication) {
  const { attributions } = publication.data;
  if (attributions.length === 0) return null;
  return h("p", { class: "paper-credits" }, attributions.flatMap((attribution, at) => [at ? " · " : "", ...linked(attribution[language()])]));
}

/**
 * One asset of the list, with everything that somebody needs who has only the paper.
 * @param {Page} page
 * @param {number} row
 * @param {number} number or 0 for none
 * @param {string} letter of the group that stands for it on the map
 */
function entryOf(page, row, number, letter) {
  const { publication } = page;
  const summary = publication.summary(row);
  return h("li", null,
    h("span", { class: "paper-number" }, number ? String(number) : null, letter ? h("span", { class: "paper-letter" }, letter) : null),
    kindPicture(publication.kind[row]),
    h("div", { class: "paper-words" },
      said("h2", publication.name(row)),
      h("p", { class: "paper-facts" }, factsOf(publication, row)),
      summary.text ? said("p", summary) : null,
      offersOf(publication, row),
      reachOf(publication, row),
      supportsOf(page, row)));
}

/**
 * Kind, place, address and every time in one line.
 * @param {Publication} publication
 * @param {number} row
 */
function factsOf(publication, row) {
  const { meetings } = publication.data;
  const address = publication.addresses.at(row);
  const place = placeOf(publication, row);
  /** @type {(Node | string)[]} */
  const facts = [publication.kindLabel(publication.kind[row])];
  const venues = Array.from(publication.meetings.at(row), (entry) => {
    const venue = meetings.venue[entry];
    const when = said("span", choose(meetings.when.cy[entry], meetings.when.en[entry]));
    return venue >= 0 && venue !== row ? h("span", null, when, ", ", said("span", publication.name(venue))) : when;
  });
  facts.push(...venues);
  if (place) facts.push(said("span", place));
  if (address) facts.push(address);
  if (!publication.located(row)) facts.push(t("paper_not_placed"));
  return facts.flatMap((fact, at) => (at ? [" · ", fact] : [fact]));
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function offersOf(publication, row) {
  const { talents } = publication.data;
  const entries = Array.from(publication.talents.at(row), (entry) => {
    const what = said("span", choose(talents.what.cy[entry], talents.what.en[entry]));
    return talents.standing[entry] === "offered" ? what : h("span", null, what, ` (${t(`standing_${talents.standing[entry]}`)})`);
  });
  return line(t("talent"), entries, ", ");
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function reachOf(publication, row) {
  const { contacts } = publication.data;
  const entries = Array.from(publication.contacts.at(row), (entry) => {
    const value = contacts.value[entry];
    const link = linkOf(contacts.kind[entry], value);
    const words = link ? h("a", { href: link }, value) : h("span", null, value);
    return contacts.person[entry] ? h("span", null, words, ` (${contacts.person[entry]})`) : words;
  });
  return line("", entries, " · ");
}

/**
 * @param {Page} page
 * @param {number} row
 */
function supportsOf(page, row) {
  const { contributions, evidence, outcomes } = page.publication.data;
  const looked = page.outcome();
  const entries = Array.from(page.publication.contributions.at(row))
    .filter((entry) => looked < 0 || contributions.outcome[entry] === looked)
    .map((entry) => h("span", { class: "paper-link" },
      contributions.direction[entry] === "harms" ? h("strong", { class: "harms" }, t("harms"), " ") : null,
      said("span", pick(outcomes[contributions.outcome[entry]].name)), " ", known(contributions.coverage[entry], contributions.evidence[entry].map((place) => evidence[place]))));
  return line(t("outcome"), entries, " ");
}

/**
 * @param {string} label or ""
 * @param {HTMLElement[]} parts
 * @param {string} between
 */
function line(label, parts, between) {
  if (parts.length === 0) return null;
  return h("p", null, label ? h("span", { class: "label" }, `${label}: `) : null, parts.flatMap((part, at) => (at ? [between, part] : [part])));
}

/**
 * Who made it, how to have it corrected, and what the words on it mean.
 * @param {Publication} publication
 */
function tailOf(publication) {
  const { data } = publication;
  const contact = data.contact.trim();
  return h("footer", { class: "paper-tail" },
    data.fictional ? h("p", { class: "strong" }, t("about_fictional")) : null,
    h("h2", null, t("about_corrections")),
    h("p", null, contact ? `${t("about_corrections_text")} ${contact}` : t("about_corrections_nobody")),
    data.contributions.asset.length ? [h("h2", null, t("about_evidence")), h("p", null, t("about_evidence_text"))] : null,
    h("h2", null, t("about_welsh")),
    h("p", null, t("about_welsh_text")),
    data.attributions.length ? h("h2", null, t("about_licences")) : null,
    data.attributions.map((attribution) => h("p", null, linked(attribution[language()]))));
}


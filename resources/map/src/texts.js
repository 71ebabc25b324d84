/** The page's own words in the reader's language, and words of the project with the language they are in. */

import { h } from "./dom.js";

/** @typedef {"cy" | "en"} Language */
/** @typedef {{cy: string, en: string}} Bilingual */
/** @typedef {string | string[]} Text A text, or its six plural forms for 0, 1, 2, 3, 6 and any other number. */
/** @typedef {{text: string, lang: Language, other: boolean}} Words What to show, in which language, and whether it is the other one. */

/** @type {Record<Language, Record<string, Text>>} */
let texts = { cy: {}, en: {} };
/** @type {Language} */
let current = "cy";

/** @param {Record<Language, Record<string, Text>>} table */
export function loadTexts(table) {
  texts = table;
}

/** @param {Language} language */
export function speak(language) {
  current = language;
}

/** @returns {Language} */
export function language() {
  return current;
}

/**
 * Fill the places of a text: {name} becomes what *values* says.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * Give one of the page's own texts.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @param {Language} [inLanguage]
 * @returns {string}
 */
export function t(key, values = {}, inLanguage = current) {
  const text = texts[inLanguage][key];
  if (typeof text !== "string") throw new Error(`No text: ${key}`);
  return fill(text, values);
}

/**
 * Give the form of a text that fits *count*; Welsh has six.
 * @param {string} key
 * @param {number} count
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function tn(key, count, values = {}) {
  const forms = texts[current][key];
  if (!Array.isArray(forms)) throw new Error(`No counted text: ${key}`);
  const form = [0, 1, 2, 3, 6].indexOf(count);
  return fill(forms[form < 0 ? 5 : form], { count: number(count), ...values });
}

/**
 * Write a number as Wales and England write it: 12,345.
 * @param {number} value
 * @returns {string}
 */
export function number(value) {
  const [whole, part] = String(Math.abs(value)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0 ? "−" : "") + (part ? `${grouped}.${part}` : grouped);
}

/**
 * Write a date such as 2026-11-22 with the month's name.
 * @param {string} day
 * @returns {string}
 */
export function date(day) {
  const parts = /^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(day);
  if (!parts) return day;
  const month = texts[current].months[Number(parts[2]) - 1] ?? parts[2];
  return parts[3] ? `${Number(parts[3])} ${month} ${parts[1]}` : `${month} ${parts[1]}`;
}

/**
 * Choose between the Welsh and the English of a text: the reader's language, else the one there is.
 * @param {string | null | undefined} cy
 * @param {string | null | undefined} en
 * @returns {Words}
 */
export function choose(cy, en) {
  const mine = current === "cy" ? cy : en;
  if (mine) return { text: mine, lang: current, other: false };
  const theirs = (current === "cy" ? en : cy) ?? "";
  return { text: theirs, lang: current === "cy" ? "en" : "cy", other: theirs !== "" };
}

/**
 * @param {Partial<Bilingual> | null | undefined} both
 * @returns {Words}
 */
export function pick(both) {
  return choose(both?.cy, both?.en);
}

/**
 * Show words in an element that says which language they are in, with a mark when it is not the reader's.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Words} words
 * @param {Record<string, unknown>} [attributes]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function said(tag, words, attributes = {}) {
  if (!words.other) return h(tag, { ...attributes, lang: words.lang === current ? null : words.lang }, words.text);
  return h(tag, attributes, h("span", { lang: words.lang }, words.text), " ", otherMark(words));
}

/**
 * The small mark behind a text that exists in the other language only.
 * @param {Words} words
 * @returns {HTMLElement}
 */
export function otherMark(words) {
  const key = words.lang === "cy" ? "only_in_welsh" : "only_in_english";
  return h("abbr", { class: "other-language", title: t(key) }, words.lang === "cy" ? "CY" : "EN", h("span", { class: "unseen" }, ` (${t(key)})`));
}

/**
 * A line with links in it, such as who made a basemap.
 * @param {[string, string][]} pieces
 * @returns {(HTMLElement | string)[]}
 */
export function linked(pieces) {
  return pieces.map(([text, href]) => (href ? h("a", { href, rel: "noopener noreferrer", target: "_blank" }, text) : text));
}

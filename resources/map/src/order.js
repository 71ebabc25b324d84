/** Alphabetical order in Welsh and in English, as keys that compare letter by letter. */

// The Welsh alphabet, with the letters that only loan words and English names have where a dictionary puts them.
const WELSH = (
  "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
).split(" ");

/** @type {Map<string, string>} */
const WELSH_CODE = new Map(WELSH.map((letter, place) => [letter, String.fromCharCode(0x61 + place)]));

// Neighbours that are no digraph: n and g in compounds such as Llangollen, r and h that meet as in Aberhonddu.
const N_AND_G = /\b(ban|blaen|bron|cefn|dan|glan|hen|llan|llwyn|maen|pen)(?=g)/g;
const R_AND_H = /([aeiouwy]r)(?=h)/g;
const IGNORED = /['’‘`"“”«»()[\]{}.,;:!?¡¿&*#]/g;
const SPACES = /[\s\-–—/_]+/g;
const MARKS = /\p{M}+/gu;
const PLAIN = /^[\u0000-\u007f]*$/;

/**
 * Take case and accents away: Tŷ becomes ty.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower.normalize("NFD").replace(MARKS, "").replace(/[’‘ʼ]/g, "'").normalize("NFC");
}

/**
 * Give a key by which *text* sorts in *language*, as the program itself sorts (`sort_key` in i18n.py): case, accents
 * and punctuation decide only between texts that are otherwise equal, digits come before letters.
 * @param {string} text
 * @param {string} language
 * @returns {string}
 */
export function sortKey(text, language) {
  let key = fold(text).replace(IGNORED, "").replace(SPACES, " ").trim();
  if (language === "cy") {
    key = key.replace(N_AND_G, "$1\u0000").replace(R_AND_H, "$1\u0000");
    key = key.replace(/ch|dd|ff|ng|ll|ph|rh|th|\u0000|[a-z]/g, (letter) => WELSH_CODE.get(letter) ?? "");
  }
  return `${key}\u0000${text}`;
}

/**
 * Sort row numbers by their names.
 * @param {number} count
 * @param {(row: number) => string} name
 * @param {string} language
 * @returns {Int32Array}
 */
export function sortedRows(count, name, language) {
  const keys = new Array(count);
  for (let row = 0; row < count; row++) keys[row] = sortKey(name(row), language);
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
}

/** What can be filtered by, which rows are left, and how many there would be behind each choice. */

import { Lists } from "./data.js";
import { language, pick, t } from "./texts.js";
import { sortKey } from "./order.js";

/** @typedef {import("./data.js").Publication} Publication */
/** @typedef {import("./texts.js").Words} Words */

/**
 * @typedef {object} Facet
 * @property {string} key also its name in permanent links
 * @property {string} title key of its text
 * @property {boolean} single one choice at a time
 * @property {string[]} values the choices as permanent links write them
 * @property {(choice: number) => Words} label
 * @property {Lists} of the choices that each row has
 * @property {Map<string, number>} places value to choice
 */

export const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
export const STANDINGS = ["offered", "wanted", "hidden"];
export const TALENT_KINDS = ["hands", "head", "heart"];

/**
 * The table of all facets of a publication; those with nothing to choose are left out.
 * @param {Publication} publication
 * @returns {Facet[]}
 */
export function facetsOf(publication) {
  const { data, count } = publication;
  /** @param {string} key */
  const own = (key) => () => ({ text: t(key), lang: language(), other: false });
  const counts = (/** @type {number} */ n) => new Array(n).fill(1);
  const talentKinds = Int32Array.from(data.talents.kind, (kind) => TALENT_KINDS.indexOf(kind));
  const standings = Int32Array.from(data.talents.standing, (standing) => STANDINGS.indexOf(standing));
  const meetingDays = eachBit(data.meetings.asset, data.meetings.days, DAYS.length);
  const facets = [
    facet("kind", "kind", data.kinds, (choice) => pick(data.kind_labels[choice]), Lists.counted(counts(count), Array.from(publication.kind))),
    facet("outcome", "outcome", data.outcomes.map((outcome) => outcome.key), (choice) => pick(data.outcomes[choice].name),
      unique(Lists.owned(count, data.contributions.asset, (entry) => data.contributions.outcome[entry])), true),
    facet("talent", "talent", TALENT_KINDS, (choice) => own(`talent_${TALENT_KINDS[choice]}`)(),
      unique(Lists.owned(count, data.talents.asset, (entry) => talentKinds[entry]))),
    facet("standing", "standing", STANDINGS, (choice) => own(`standing_${STANDINGS[choice]}`)(),
      unique(Lists.owned(count, data.talents.asset, (entry) => standings[entry]))),
    facet("area", "area", data.areas.map((area, place) => area.code || String(place)), (choice) => pick(data.areas[choice].name),
      Lists.owned(count, Int32Array.from(data.assets.area, (area, row) => (area >= 0 ? row : -1)), (row) => data.assets.area[row])),
    facet("day", "day", DAYS, (choice) => own(`day_${DAYS[choice]}`)(),
      unique(Lists.owned(count, meetingDays.owners, (entry) => meetingDays.values[entry]))),
    facet("tag", "tag", data.tags.map((tag) => tag.cy || tag.en), (choice) => pick(data.tags[choice]), publication.tags),
  ];
  return facets.filter((one) => one.single ? one.of.of.length > 0 : tellsApart(one, count));
}

/**
 * Whether a facet has more to choose than what all rows have anyway.
 * @param {Facet} facet
 * @param {number} count
 */
function tellsApart(facet, count) {
  const { of } = facet.of;
  return of.length > 0 && (of.length < count || of.some((choice) => choice !== of[0]));
}

/**
 * @param {string} key
 * @param {string} title
 * @param {string[]} values
 * @param {(choice: number) => Words} label
 * @param {Lists} of
 * @param {boolean} [single]
 * @returns {Facet}
 */
function facet(key, title, values, label, of, single = false) {
  return { key, title, values, label, of, single, places: new Map(values.map((value, place) => [value, place])) };
}

/**
 * Spread bit masks into pairs of owner and bit.
 * @param {number[]} owners
 * @param {number[]} masks
 * @param {number} bits
 */
function eachBit(owners, masks, bits) {
  /** @type {{owners: number[], values: number[]}} */
  const pairs = { owners: [], values: [] };
  masks.forEach((mask, entry) => {
    for (let bit = 0; bit < bits; bit++) {
      if (mask & (1 << bit)) {
        pairs.owners.push(owners[entry]);
        pairs.values.push(bit);
      }
    }
  });
  return pairs;
}

/**
 * Each row's values once only, so that a group with two talents of the hands counts as one asset.
 * @param {Lists} lists
 * @returns {Lists}
 */
function unique(lists) {
  if (lists.of.length === 0) return lists;
  const rows = lists.start.length - 1;
  const start = new Uint32Array(rows + 1);
  const of = new Int32Array(lists.of.length);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    for (const value of lists.at(row)) {
      if (of.subarray(start[row], end).indexOf(value) < 0) of[end++] = value;
    }
    start[row + 1] = end;
  }
  return new Lists(start, of.slice(0, end));
}

/**
 * The choices of a facet in the order in which a reader looks for them.
 * @param {Facet} facet
 * @param {string} language
 * @returns {number[]}
 */
export function choicesInOrder(facet, language) {
  const choices = facet.values.map((_, choice) => choice);
  if (["kind", "day", "talent", "standing", "outcome"].includes(facet.key)) return choices;
  const keys = choices.map((choice) => sortKey(facet.label(choice).text, language));
  return choices.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
}

/**
 * Filter the rows. A row stays when, for every facet with something chosen, it has one of the choices; the
 * counts of a facet take every other facet into account, so that they say what a choice would leave.
 * @param {Facet[]} facets
 * @param {Record<string, ReadonlySet<string>>} chosen
 * @param {Int32Array} rows in the order wanted
 * @returns {{rows: Int32Array, counts: Record<string, Uint32Array>}}
 */
export function filter(facets, chosen, rows) {
  const wanted = facets.map((facet) => {
    const choices = chosen[facet.key];
    if (!choices || choices.size === 0) return null;
    const flags = new Uint8Array(facet.values.length);
    for (const value of choices) {
      const place = facet.places.get(value);
      if (place !== undefined) flags[place] = 1;
    }
    return flags;
  });
  const counts = facets.map((facet) => new Uint32Array(facet.values.length));
  const left = new Int32Array(rows.length);
  let leftCount = 0;
  for (const row of rows) {
    let misses = 0;
    let missed = -1;
    for (let place = 0; place < facets.length && misses < 2; place++) {
      const flags = wanted[place];
      if (!flags) continue;
      const { start, of } = facets[place].of;
      let found = false;
      for (let at = start[row]; at < start[row + 1] && !found; at++) found = flags[of[at]] === 1;
      if (!found) {
        misses++;
        missed = place;
      }
    }
    if (misses > 1) continue;
    if (misses === 0) left[leftCount++] = row;
    for (let place = 0; place < facets.length; place++) {
      if (misses === 1 && place !== missed) continue;
      const { start, of } = facets[place].of;
      const tally = counts[place];
      for (let at = start[row]; at < start[row + 1]; at++) tally[of[at]]++;
    }
  }
  return {
    rows: left.slice(0, leftCount),
    counts: Object.fromEntries(facets.map((facet, place) => [facet.key, counts[place]])),
  };
}

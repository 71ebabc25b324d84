/** What stands behind the arrows of a pathway, and the ways that lead to pathways. */

import { h } from "./dom.js";
import { choose, pick, said, t } from "./texts.js";

/** @typedef {import("./data.js").Publication} Publication */
/** @typedef {import("./data.js").Pathway} Pathway */

/**
 * What stands behind an arrow.
 * @typedef {object} PathLink
 * @property {import("./texts.js").Words} how
 * @property {boolean} harms
 * @property {number} rung
 * @property {boolean} contributes whether it starts at an asset
 * @property {import("./data.js").Evidence[]} pieces
 */

/**
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {number} entry of its links
 * @returns {PathLink}
 */
export function linkOf(publication, pathway, entry) {
  const { contributions, evidence, steps } = publication.data;
  const place = pathway.links.entry[entry];
  if (pathway.links.table[entry] === "step") {
    const step = steps[place];
    return { how: pick(step.how), harms: step.direction === "harms", rung: step.coverage, contributes: false, pieces: step.evidence.map((one) => evidence[one]) };
  }
  return {
    how: choose(contributions.how.cy[place], contributions.how.en[place]), harms: contributions.direction[place] === "harms",
    rung: contributions.coverage[place], contributes: true, pieces: contributions.evidence[place].map((one) => evidence[one]),
  };
}

/**
 * @param {Pathway} pathway
 * @returns {HTMLElement}
 */
export function pathwayLink(pathway) {
  return said("a", pick(pathway.name), { href: `#pathway=${encodeURIComponent(pathway.key)}`, "data-pathway": pathway.key });
}

/**
 * On which pathways something stands.
 * @param {Publication} publication
 * @param {"asset" | "outcome"} kind
 * @param {number} place
 * @returns {HTMLElement | null}
 */
export function pathwaysWith(publication, kind, place) {
  const mine = publication.data.pathways.filter((pathway) => pathway.cards[kind].includes(place));
  if (mine.length === 0) return null;
  return h("p", { class: "quiet" }, `${t("on_pathways")} `, mine.flatMap((pathway, one) => [one > 0 ? ", " : null, pathwayLink(pathway)]));
}

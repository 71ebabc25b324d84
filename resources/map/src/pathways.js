/** Pathways in words: everything that a diagram shows, as lists, with the evidence for every arrow. */

import { h } from "./dom.js";
import { number, pick, said, t, tn } from "./texts.js";
import { assetLink } from "./card.js";
import { known, ladder, RUNGS } from "./ladder.js";
import { evidenceList, outcomeLink } from "./lens.js";
import { linkOf, pathwayLink } from "./pathway_links.js";
import { kindPicture } from "./symbols.js";

/** @typedef {import("./data.js").Publication} Publication */
/** @typedef {import("./data.js").Pathway} Pathway */
/** @typedef {import("./pathway_links.js").PathLink} PathLink */

/**
 * One pathway in words, and the ways to the others.
 * @param {Publication} publication
 * @param {number} place of the pathway
 * @returns {HTMLElement[]}
 */
export function pathwayParts(publication, place) {
  const others = publication.data.pathways.filter((_, one) => one !== place);
  const [name, ...rest] = pathwayInWords(publication, place);
  const ways = h("nav", { "aria-label": t("view_pathways"), class: "pathway-names" },
    h("p", { class: "quiet" }, t("other_pathways")), h("ul", { class: "plain" }, others.map((pathway) => h("li", null, pathwayLink(pathway)))));
  return [name, ...(others.length ? [ways] : []), ...rest];
}

/**
 * @param {Publication} publication
 * @param {number} place
 * @returns {HTMLElement[]}
 */
export function pathwayInWords(publication, place) {
  const pathway = publication.data.pathways[place];
  const lessons = pick(pathway.lessons);
  const links = pathway.links.entry.map((_, entry) => linkOf(publication, pathway, entry));
  return [
    said("h2", pick(pathway.name), { tabindex: "-1", id: "pathway-name" }),
    links.length ? h("h3", null, t("how_we_know")) : h("p", { class: "quiet" }, t("links_not_yet_recorded")),
    links.length ? coverageOf(links) : null,
    ...columnsOf(publication, pathway, links),
    lessons.text ? h("h3", null, t("lessons")) : null,
    lessons.text ? said("p", lessons, { class: "pathway-lessons" }) : null,
  ].filter((element) => element !== null);
}

/**
 * How many arrows stand on each rung of the ladder, the best known first.
 * @param {PathLink[]} links
 */
function coverageOf(links) {
  const counts = RUNGS.map((_, rung) => links.filter((link) => link.rung === rung).length);
  return h("ul", { class: "plain coverage" }, counts.map((count, rung) => ({ count, rung })).reverse().filter(({ count }) => count > 0)
    .map(({ count, rung }) => h("li", null, ladder(rung), h("span", { class: "quiet" }, ` ${tn("links", count)}`))));
}

/**
 * Column by column and card by card, with the arrows that start there.
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {PathLink[]} links
 */
function columnsOf(publication, pathway, links) {
  const { cards } = pathway;
  return pathway.heads.map(({ name }, column) => {
    const own = cards.column.map((_, card) => card).filter((card) => cards.column[card] === column);
    return h("section", { class: "pathway-column" },
      name ? said("h3", pick(name)) : h("h3", null, t("column", { number: number(column + 1) })),
      h("ul", { class: "plain" }, own.map((card) => cardOf(publication, pathway, card, links))));
  });
}

/**
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {number} card
 * @param {PathLink[]} links
 */
function cardOf(publication, pathway, card, links) {
  const row = pathway.cards.asset[card];
  const own = links.map((_, entry) => entry).filter((entry) => pathway.links.from[entry] === card);
  return h("li", { class: "pathway-card" },
    h("p", { class: "strong" }, row >= 0 ? kindPicture(publication.kind[row]) : null, thingLink(publication, pathway, card)),
    own.length ? h("ul", { class: "plain pathway-links" }, own.map((entry) => arrowOf(publication, pathway, entry, links[entry]))) : null);
}

/**
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {number} entry
 * @param {PathLink} link
 */
function arrowOf(publication, pathway, entry, link) {
  const way = link.harms ? t("harms") : link.contributes ? t("contributes") : t("helps");
  return h("li", { "data-link": entry, tabindex: "-1" },
    h("p", null, h("span", { class: "path-mark" }, number(entry + 1)), " ",
      h("span", { class: link.harms ? "harms" : "arrow" }, way), " ", thingLink(publication, pathway, pathway.links.to[entry])),
    link.how.text ? said("p", link.how) : link.contributes ? h("p", { class: "quiet" }, t("how_not_yet_known")) : null,
    h("p", null, known(link.rung, link.pieces)),
    evidenceList(link.pieces));
}

/**
 * @param {Publication} publication
 * @param {Pathway} pathway
 * @param {number} card
 */
function thingLink(publication, pathway, card) {
  const row = pathway.cards.asset[card];
  return row >= 0 ? assetLink(publication, row) : outcomeLink(publication.data.outcomes[pathway.cards.outcome[card]]);
}

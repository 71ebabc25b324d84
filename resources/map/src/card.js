/** Everything about one asset: what it offers, where and when, how to reach it, what it supports and how we know. */

import { h, safeLink } from "./dom.js";
import { choose, date, pick, said, t } from "./texts.js";
import { kindPicture } from "./symbols.js";
import { known } from "./ladder.js";
import { evidenceList, outcomeLink } from "./lens.js";
import { placeOf } from "./listing.js";
import { pathwaysWith } from "./pathway_links.js";

/** @typedef {import("./data.js").Publication} Publication */

const STATUSES = ["active", "proposed", "closed", "unchecked"];
const PRECISIONS = ["exact", "street", "postcode", "area"];

/**
 * @param {Publication} publication
 * @param {number} row
 * @returns {HTMLElement[]}
 */
export function cardOf(publication, row) {
  const { data } = publication;
  const name = publication.name(row);
  const summary = publication.summary(row);
  const status = STATUSES[data.assets.status.charCodeAt(row) - 48];
  const checked = publication.checked.at(row);
  const heading = said("h2", name, { tabindex: "-1", id: "card-name" });
  return [
    heading,
    h("p", { class: "card-kind" }, kindPicture(publication.kind[row]), publication.kindLabel(publication.kind[row]),
      status === "proposed" || status === "unchecked" ? h("span", { class: "quiet" }, ` · ${t(`status_${status}`)}`) : null),
    otherName(publication, row),
    ...photosOf(publication, row),
    summary.text ? said("p", summary, { class: "card-summary" }) : null,
    part(t("card_offers"), talentsOf(publication, row)),
    part(t("card_when"), meetingsOf(publication, row)),
    part(t("card_where"), whereOf(publication, row)),
    part(t("card_reach"), contactsOf(publication, row)),
    part(t("card_supports"), [...supportsOf(publication, row), pathwaysWith(publication, "asset", row)]),
    part(t("card_held_here"), heldHere(publication, row)),
    part(t("card_related"), relationsOf(publication, row)),
    part(t("card_more"), customOf(publication, row)),
    tagsOf(publication, row),
    checked ? h("p", { class: "quiet" }, t("last_checked", { date: date(checked) })) : null,
  ].filter((element) => element !== null);
}

/**
 * A group of the card, left out when there is nothing in it.
 * @param {string} title
 * @param {(HTMLElement | null)[]} items
 */
function part(title, items) {
  const there = items.filter((item) => item !== null);
  if (there.length === 0) return null;
  return h("section", { class: "card-part" }, h("h3", null, title), ...there);
}

/**
 * The name in the other language, when there are two.
 * @param {Publication} publication
 * @param {number} row
 */
function otherName(publication, row) {
  const cy = publication.names.cy.at(row);
  const en = publication.names.en.at(row);
  if (!cy || !en || cy === en) return null;
  const shown = publication.name(row);
  return shown.lang === "cy" ? h("p", { class: "other-name", lang: "en" }, en) : h("p", { class: "other-name", lang: "cy" }, cy);
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function photosOf(publication, row) {
  const { photos } = publication.data;
  return Array.from(publication.photos.at(row), (entry) => {
    const alt = choose(photos.alt.cy[entry], photos.alt.en[entry]);
    const source = photos.source[entry];
    if (!/^data:image\/(jpeg|png|webp|gif);base64,[A-Za-z0-9+/=]*$/.test(source)) return null;
    return h("figure", null,
      h("img", { src: source, alt: alt.text, lang: alt.other ? alt.lang : null, loading: "lazy" }),
      photos.credit[entry] ? h("figcaption", { class: "quiet" }, photos.credit[entry]) : null);
  });
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function talentsOf(publication, row) {
  const { talents } = publication.data;
  const entries = Array.from(publication.talents.at(row));
  if (entries.length === 0) return [];
  return [h("ul", { class: "plain" }, entries.map((entry) => h("li", null,
    said("span", choose(talents.what.cy[entry], talents.what.en[entry])),
    h("span", { class: "quiet" }, ` · ${t(`talent_${talents.kind[entry]}`)}`),
    talents.standing[entry] === "offered" ? null : h("span", { class: "quiet" }, ` · ${t(`standing_${talents.standing[entry]}`)}`),
    talents.uses[entry].map((use) => h("span", { class: "quiet" }, ` · ${t(`use_${use}`)}`)))))];
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function meetingsOf(publication, row) {
  const { meetings } = publication.data;
  return Array.from(publication.meetings.at(row), (entry) => {
    const name = choose(meetings.name.cy[entry], meetings.name.en[entry]);
    const cost = choose(meetings.cost.cy[entry], meetings.cost.en[entry]);
    const who = choose(meetings.who.cy[entry], meetings.who.en[entry]);
    return h("div", { class: "meeting" },
      name.text ? said("p", name, { class: "strong" }) : null,
      said("p", choose(meetings.when.cy[entry], meetings.when.en[entry])),
      meetings.venue[entry] >= 0 && meetings.venue[entry] !== row ? h("p", null, assetLink(publication, meetings.venue[entry])) : null,
      fact(t("cost"), cost), fact(t("who_may_come"), who),
      meetings.access[entry].length ? h("p", null, h("span", { class: "label" }, `${t("access")}: `), meetings.access[entry].join(", ")) : null);
  });
}

/**
 * @param {string} label
 * @param {import("./texts.js").Words} words
 */
function fact(label, words) {
  return words.text ? h("p", null, h("span", { class: "label" }, `${label}: `), said("span", words)) : null;
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function whereOf(publication, row) {
  const { assets } = publication.data;
  const place = placeOf(publication, row);
  const venue = assets.venue[row];
  const address = publication.addresses.at(row);
  const precision = PRECISIONS[assets.precision.charCodeAt(row) - 48];
  const located = publication.located(row);
  return [
    venue >= 0 ? h("p", null, assetLink(publication, venue)) : place ? said("p", place) : null,
    address ? h("p", { class: "address" }, address) : null,
    located && precision && precision !== "exact" ? h("p", { class: "quiet" }, t(`precision_${precision}`)) : null,
    located ? null : h("p", { class: "quiet" }, t("not_on_the_map")),
  ];
}

/**
 * @param {Publication} publication
 * @param {number} row
 * @returns {HTMLElement}
 */
export function assetLink(publication, row) {
  return said("a", publication.name(row), { href: `#asset=${publication.key(row)}`, "data-asset": row });
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function contactsOf(publication, row) {
  const { contacts } = publication.data;
  return Array.from(publication.contacts.at(row), (entry) => {
    const value = contacts.value[entry];
    const link = linkOf(contacts.kind[entry], value);
    return h("p", { class: "contact" },
      h("span", { class: "label" }, `${t(`contact_${contacts.kind[entry]}`)}: `),
      link ? h("a", { href: link, rel: "noopener noreferrer", target: link.startsWith("http") ? "_blank" : null }, value) : value,
      contacts.person[entry] ? ` (${contacts.person[entry]})` : null);
  });
}

/**
 * The address behind a way to reach someone, or null when there is none that is safe.
 * @param {string} kind
 * @param {string} value
 */
export function linkOf(kind, value) {
  const text = value.trim();
  if (kind === "phone") return /^[+\d][\d\s().-]{4,}$/.test(text) ? `tel:${text.replace(/[^+\d]/g, "")}` : null;
  if (kind === "email") {
    const address = text.replace(/^mailto:/i, "");
    return /^[^\s@<>"'?&]+@[^\s@<>"'?&]+$/.test(address) ? `mailto:${address}` : null;
  }
  if (/^https?:\/\/\S+$/i.test(text)) return safeLink(text);
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : null;
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function supportsOf(publication, row) {
  const { contributions, outcomes, evidence } = publication.data;
  return Array.from(publication.contributions.at(row), (entry) => {
    const outcome = outcomes[contributions.outcome[entry]];
    const how = choose(contributions.how.cy[entry], contributions.how.en[entry]);
    const pieces = contributions.evidence[entry].map((place) => evidence[place]);
    return h("div", { class: "support" },
      h("p", { class: "strong" },
        contributions.direction[entry] === "harms" ? h("span", { class: "harms" }, t("harms"), " ") : null,
        outcomeLink(outcome)),
      how.text ? said("p", how) : h("p", { class: "quiet" }, t("how_not_yet_known")),
      contributions.co[entry] ? h("p", { class: "quiet" }, t(contributions.co[entry].replace("-", "_"))) : null,
      h("p", null, known(contributions.coverage[entry], pieces)),
      evidenceList(pieces));
  });
}

/**
 * What meets or happens at this venue.
 * @param {Publication} publication
 * @param {number} row
 */
function heldHere(publication, row) {
  const { meetings } = publication.data;
  const others = new Map();
  for (const entry of publication.heldHere.at(row)) {
    const asset = meetings.asset[entry];
    if (asset !== row && !others.has(asset)) others.set(asset, entry);
  }
  if (others.size === 0) return [];
  return [h("ul", { class: "plain" }, Array.from(others, ([asset, entry]) => h("li", null,
    assetLink(publication, asset), h("span", { class: "quiet" }, " · "),
    said("span", choose(meetings.when.cy[entry], meetings.when.en[entry]), { class: "quiet" }))))];
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function relationsOf(publication, row) {
  const { relations } = publication.data;
  const items = [
    ...Array.from(publication.relationsFrom.at(row), (entry) => ({ phrase: t(`relation_${relations.kind[entry]}`), other: relations.to[entry] })),
    ...Array.from(publication.relationsTo.at(row), (entry) => ({ phrase: t(`relation_of_${relations.kind[entry]}`), other: relations.from[entry] })),
  ];
  if (items.length === 0) return [];
  return [h("ul", { class: "plain" }, items.map(({ phrase, other }) => h("li", null,
    h("span", { class: "label" }, `${phrase}: `), assetLink(publication, other))))];
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function customOf(publication, row) {
  const { custom, custom_fields } = publication.data;
  const entries = Array.from(publication.custom.at(row));
  if (entries.length === 0) return [];
  return [h("dl", null, entries.flatMap((entry) => [
    said("dt", pick(custom_fields[custom.field[entry]])), h("dd", null, custom.value[entry])]))];
}

/**
 * @param {Publication} publication
 * @param {number} row
 */
function tagsOf(publication, row) {
  const { tags } = publication.data;
  const own = Array.from(publication.tags.at(row));
  if (own.length === 0) return null;
  return h("ul", { class: "tags", "aria-label": t("tag") }, own.map((tag) => h("li", null,
    said("a", pick(tags[tag]), { href: `#tag=${encodeURIComponent(tags[tag].cy || tags[tag].en)}`, "data-tag": tags[tag].cy || tags[tag].en, class: "tag" }))));
}

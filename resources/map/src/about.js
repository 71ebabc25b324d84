/** Who made this, when, from what, and how to have an entry corrected. */

import { h } from "./dom.js";
import { linkOf } from "./card.js";
import { date, language, linked, pick, said, t, tn } from "./texts.js";

/**
 * @param {import("./data.js").Publication} publication
 * @returns {HTMLElement[]}
 */
export function aboutParts(publication) {
  const { data } = publication;
  const introduction = pick(data.introduction);
  const paragraphs = introduction.text.split(/\n\s*\n/).filter(Boolean);
  const contact = data.contact.trim();
  const link = linkOf(/@/.test(contact) ? "email" : /^[+\d]/.test(contact) ? "phone" : "web", contact);
  return [
    said("h2", pick(data.title), { id: "about-title", tabindex: "-1" }),
    data.fictional ? h("p", { class: "strong" }, t("about_fictional")) : null,
    ...paragraphs.map((text) => said("p", { ...introduction, text })),
    h("dl", null,
      data.publisher ? [h("dt", null, t("made_by")), h("dd", null, data.publisher)] : null,
      h("dt", null, t("made_on")), h("dd", null, date(data.made_on)),
      h("dt", null, t("holds")), h("dd", null, tn("assets", publication.count))),
    h("h3", null, t("about_corrections")),
    contact
      ? h("p", null, `${t("about_corrections_text")} `, link ? h("a", { href: link }, contact) : contact)
      : h("p", null, t("about_corrections_nobody")),
    h("h3", null, t("about_evidence")),
    h("p", null, t("about_evidence_text")),
    h("h3", null, t("about_accessibility")),
    h("p", null, t("about_accessibility_text")),
    h("h3", null, t("about_welsh")),
    h("p", null, t("about_welsh_text")),
    data.attributions.length ? h("h3", null, t("about_licences")) : null,
    ...data.attributions.map((attribution) => h("p", null, linked(attribution[language()]))),
    data.coast.length ? h("p", { class: "quiet" }, t("about_coast")) : null,
    h("p", { class: "quiet" }, t("about_offline")),
    h("p", { class: "quiet" }, t("about_libraries")),
  ].filter((element) => element !== null);
}

/** The outcome lens: what supports an outcome, how that is known, and where it leads. */

import { h } from "./dom.js";
import { date, language, number, pick, said, t, tn } from "./texts.js";
import { known, ladder, RUNGS } from "./ladder.js";
import { pathwaysWith } from "./pathway_links.js";

/** @typedef {import("./data.js").Publication} Publication */

/** How many steps of a pathway are shown before it is cut; real ones have three to five. */
const LONGEST = 12;

/**
 * What stands above the list when an outcome is chosen.
 * @param {Publication} publication
 * @param {number} place of the outcome
 * @returns {HTMLElement[]}
 */
export function lensOf(publication, place) {
  const { data } = publication;
  const outcome = data.outcomes[place];
  const framework = data.frameworks[outcome.framework];
  const description = pick(outcome.description);
  return [
    said("h2", pick(outcome.name), { tabindex: "-1", id: "lens-name" }),
    h("p", { class: "quiet" }, factsOf(outcome, framework)),
    description.text ? said("p", description) : null,
    h("h3", null, t("how_we_know")),
    summaryOf(publication, place),
    h("h3", null, t("leads_to")),
    chainOf(publication, place, new Set([place]), 0) ?? h("p", { class: "quiet" }, t("leads_to_not_yet_known")),
    pathwaysWith(publication, "outcome", place),
    ...indicatorsOf(publication, place),
    h("h3", null, t("what_supports_it")),
  ].filter((element) => element !== null);
}

/**
 * @param {import("./data.js").Outcome} outcome
 * @param {{name: import("./texts.js").Bilingual, status: string} | undefined} framework
 */
function factsOf(outcome, framework) {
  const facts = [];
  if (framework) facts.push(said("span", pick(framework.name)));
  if (outcome.code) facts.push(outcome.code);
  if (outcome.stage) facts.push(t(`stage_${outcome.stage}`));
  if (outcome.chosen_by) facts.push(t(`chosen_by_${outcome.chosen_by}`));
  if (framework && framework.status !== "official" && framework.status !== "local") facts.push(t(`framework_${framework.status}`));
  if (outcome.drafts.includes(language())) facts.push(t("text_draft"));
  return facts.flatMap((fact, place) => (place === 0 ? [fact] : [" · ", fact]));
}

/**
 * How many links stand on each rung of the ladder, the best known first; what is not yet known is said too.
 * @param {Publication} publication
 * @param {number} place
 */
export function summaryOf(publication, place) {
  const counts = new Array(RUNGS.length).fill(0);
  const entries = publication.supporters.at(place);
  for (const entry of entries) counts[publication.data.contributions.coverage[entry]]++;
  if (entries.length === 0) return h("p", { class: "quiet" }, t("no_asset_supports_it_yet"));
  return h("ul", { class: "plain coverage" }, counts.map((count, rung) => ({ count, rung })).reverse()
    .filter(({ count }) => count > 0)
    .map(({ count, rung }) => h("li", null, ladder(rung), h("span", { class: "quiet" }, ` ${tn("links", count)}`))));
}

/**
 * The steps onward, one under the other.
 * @param {Publication} publication
 * @param {number} place
 * @param {Set<number>} seen outcomes on the way here, so that a circle ends
 * @param {number} depth
 * @returns {HTMLElement | null}
 */
function chainOf(publication, place, seen, depth) {
  const { data } = publication;
  const steps = Array.from(publication.onward.at(place), (entry) => data.steps[entry]);
  if (steps.length === 0 || depth >= LONGEST) return null;
  return h("ol", { class: "chain" }, steps.map((step) => {
    const next = data.outcomes[step.to];
    const how = pick(step.how);
    const again = seen.has(step.to);
    const pieces = step.evidence.map((entry) => data.evidence[entry]);
    return h("li", null,
      h("p", null, h("span", { class: step.direction === "harms" ? "harms" : "arrow" }, step.direction === "harms" ? t("harms") : t("helps")), " ",
        outcomeLink(next)),
      how.text ? said("p", how, { class: "quiet" }) : null,
      h("p", null, known(step.coverage, pieces)),
      evidenceList(pieces),
      again ? h("p", { class: "quiet" }, t("goes_in_a_circle")) : chainOf(publication, step.to, new Set([...seen, step.to]), depth + 1));
  }));
}

/**
 * @param {Publication} publication
 * @param {number} place
 */
function indicatorsOf(publication, place) {
  const own = publication.data.indicators.filter((indicator) => indicator.outcome === place);
  if (own.length === 0) return [];
  return [h("h3", null, t("how_we_see_it")), ...own.map((indicator) => {
    const baselineText = pick(indicator.baseline_text);
    const latest = indicator.readings[indicator.readings.length - 1];
    const words = latest ? pick(latest.words) : null;
    return h("div", { class: "indicator" },
      said("p", pick(indicator.name), { class: "strong" }),
      h("dl", { class: "figures" },
        figure(t("baseline"), indicator.baseline, indicator.unit, indicator.baseline_on),
        baselineText.text ? [h("dt", null, t("baseline")), said("dd", baselineText)] : null,
        latest ? figure(t("latest"), latest.value, indicator.unit, latest.on) : null,
        words?.text ? [h("dt", null, t("latest")), said("dd", words)] : null,
        figure(t("target"), indicator.target, indicator.unit, indicator.target_on),
        latest ? null : [h("dt", null, t("latest")), h("dd", { class: "quiet" }, t("not_yet_known"))]));
  })];
}

/**
 * @param {string} label
 * @param {number | null} value
 * @param {string} unit
 * @param {string} on
 */
function figure(label, value, unit, on) {
  if (value === null) return null;
  const shown = unit === "%" ? `${number(value)}%` : [number(value), unit].filter(Boolean).join(" ");
  return [h("dt", null, label), h("dd", null, shown, on ? h("span", { class: "quiet" }, ` (${date(on)})`) : null)];
}

/**
 * What is known about one link, piece by piece.
 * @param {import("./data.js").Evidence[]} pieces
 * @returns {HTMLElement | null}
 */
export function evidenceList(pieces) {
  if (pieces.length === 0) return null;
  return h("details", { class: "evidence" },
    h("summary", null, tn("pieces_of_evidence", pieces.length)),
    h("ul", { class: "plain" }, pieces.map((piece) => {
      const facts = [t(`evidence_${piece.kind}`), t(`finding_${piece.finding}`)];
      if (piece.strength) facts.push(t("strength", { strength: piece.strength }));
      if (piece.n_few) facts.push(t("of_few_people", { number: piece.n_few }));
      else if (piece.n !== null) facts.push(t("of_people", { number: number(piece.n) }));
      const change = piece.before !== null && piece.after !== null
        ? t("before_after", { before: number(piece.before), after: number(piece.after), unit: piece.unit, period: piece.period })
        : "";
      if (piece.on) facts.push(date(piece.on));
      if (piece.period && !change) facts.push(piece.period);
      return h("li", null,
        h("p", null, ladder(piece.coverage)),
        said("p", pick(piece.summary)),
        change ? h("p", null, change) : null,
        piece.reported ? said("p", pick(piece.reported)) : null,
        h("p", { class: "quiet" }, facts.join(" · ")),
        piece.citation || piece.url ? h("p", { class: "quiet" }, `${t("source")}: `,
          piece.url ? h("a", { href: piece.url, rel: "noopener noreferrer", target: "_blank" }, piece.citation || piece.url) : piece.citation) : null);
    })));
}

/**
 * All outcomes, by framework: the way in for those who ask what the assets are for. What nothing supports yet is
 * behind one line a framework, since some frameworks are long.
 * @param {Publication} publication
 * @returns {HTMLElement[]}
 */
export function outcomeList(publication) {
  const { data } = publication;
  /** @type {(typeof data.frameworks[0] | null)[]} */
  const frameworks = [...data.frameworks, null]; // the last for outcomes whose framework is not told
  return frameworks.map((framework, number) => {
    const place = framework ? number : -1;
    const own = data.outcomes.map((_, outcome) => outcome).filter((outcome) => data.outcomes[outcome].framework === place);
    if (own.length === 0) return null;
    const supported = own.filter((outcome) => publication.supporters.at(outcome).length > 0);
    const others = own.filter((outcome) => !supported.includes(outcome));
    return h("section", { class: "framework" }, framework ? h("h2", null, said("span", pick(framework.name)), frameworkNote(framework)) : null,
      supported.length ? h("ul", { class: "plain" }, supported.map((outcome) => outcomeEntry(publication, outcome))) : null,
      others.length ? h("details", null, h("summary", null, tn("outcomes_without", others.length)),
        h("ul", { class: "plain" }, others.map((outcome) => outcomeEntry(publication, outcome)))) : null);
  }).filter((element) => element !== null);
}

/**
 * @param {{name: import("./texts.js").Bilingual, status: string}} framework
 */
function frameworkNote(framework) {
  if (framework.status === "official" || framework.status === "local") return null;
  return h("span", { class: "quiet" }, ` · ${t(`framework_${framework.status}`)}`);
}

/**
 * @param {Publication} publication
 * @param {number} place
 */
function outcomeEntry(publication, place) {
  const outcome = publication.data.outcomes[place];
  return h("li", { class: "entry" }, h("div", { class: "entry-words" },
    h("h3", null, outcomeLink(outcome)),
    publication.supporters.at(place).length ? summaryOf(publication, place) : null));
}

/**
 * The name of an outcome as the way to its lens; wording that nobody has checked is marked.
 * @param {import("./data.js").Outcome} outcome
 * @returns {HTMLElement}
 */
export function outcomeLink(outcome) {
  return h("span", null,
    said("a", pick(outcome.name), { href: `#outcome=${encodeURIComponent(outcome.key)}`, "data-outcome": outcome.key }),
    outcome.drafts.includes(language()) ? h("span", { class: "quiet" }, ` (${t("text_draft")})`) : null);
}

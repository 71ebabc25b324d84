/** What the reader has chosen, and the same as the part of the address after `#`, so that it can be passed on. */

/** @typedef {import("./texts.js").Language} Language */

/**
 * @typedef {object} State
 * @property {Language} language
 * @property {"assets" | "outcomes" | "pathways"} view
 * @property {string} pathway key of the pathway that is looked at, or "" for the first
 * @property {string} query
 * @property {Record<string, Set<string>>} chosen facet → choices
 * @property {string} asset key of the asset whose card is open, or ""
 * @property {number[] | null} here rows of one spot on the map, when only those are listed
 */

/** @param {Language} language @returns {State} */
export function emptyState(language) {
  return { language, view: "assets", pathway: "", query: "", chosen: {}, asset: "", here: null };
}

/**
 * Write a state as it stands behind `#`.
 * @param {State} state
 * @param {Language} usual the language that need not be said
 * @returns {string}
 */
export function toHash(state, usual) {
  const parts = new URLSearchParams();
  if (state.asset) parts.append("asset", state.asset);
  if (state.view === "pathways" && state.pathway) parts.append("pathway", state.pathway);
  else if (state.view !== "assets") parts.append("view", state.view);
  if (state.query) parts.append("q", state.query);
  for (const [facet, choices] of Object.entries(state.chosen)) {
    for (const choice of choices) parts.append(facet, choice);
  }
  if (state.language !== usual) parts.append("lang", state.language);
  return parts.toString();
}

/**
 * Read a state from what stands behind `#`. Whatever is not known is left out.
 * @param {string} hash
 * @param {Language[]} languages
 * @param {string[]} facets
 * @returns {State}
 */
export function fromHash(hash, languages, facets) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const wanted = languages.find((language) => language === parts.get("lang"));
  const state = emptyState(wanted ?? languages[0]);
  state.asset = parts.get("asset") ?? "";
  state.query = parts.get("q") ?? "";
  state.pathway = parts.get("pathway") ?? "";
  const view = state.pathway ? "pathways" : parts.get("view");
  if (view === "outcomes" || view === "pathways") state.view = view;
  for (const facet of facets) {
    const choices = parts.getAll(facet);
    if (choices.length > 0) state.chosen[facet] = new Set(choices);
  }
  return state;
}

/**
 * @param {State} state
 * @param {string} facet
 * @param {string} choice
 * @param {boolean} single
 */
export function toggle(state, facet, choice, single) {
  const choices = (state.chosen[facet] ??= new Set());
  const had = choices.has(choice);
  if (single) choices.clear();
  if (had) choices.delete(choice);
  else choices.add(choice);
  if (choices.size === 0) delete state.chosen[facet];
  state.here = null;
}

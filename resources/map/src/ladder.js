/** The evidence ladder: six rungs, filled from below, always with its word. */

import { h } from "./dom.js";
import { t } from "./texts.js";

export const RUNGS = ["none", "belief", "output", "level", "change", "caused"];

/**
 * @param {number} rung 0 not yet known … 5 change caused by the link
 * @returns {HTMLElement}
 */
export function ladder(rung) {
  const steps = RUNGS.slice(1).map((_, place) => h("span", { class: place < rung ? "rung on" : "rung" }));
  return h("span", { class: `ladder ladder-${rung}` },
    h("span", { class: "rungs", "aria-hidden": "true" }, steps),
    h("span", { class: "ladder-word" }, t(`coverage_${RUNGS[rung]}`)));
}

/**
 * How far a link is known, and a warning where some of the evidence does not speak for it.
 * @param {number} rung
 * @param {import("./data.js").Evidence[]} pieces
 * @returns {HTMLElement}
 */
export function known(rung, pieces) {
  const finding = ["contradicts", "mixed"].find((one) => pieces.some((piece) => piece.finding === one));
  return h("span", { class: "known" }, ladder(rung),
    finding ? h("span", { class: "harms" }, ` · ${t(`finding_${finding}`)}`) : null);
}

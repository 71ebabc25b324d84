/** The filters above the list: one button for each, behind it the choices with their counts; chips for what is on. */

import { h } from "./dom.js";
import { language, number, said, t, tn } from "./texts.js";
import { choicesInOrder } from "./facets.js";
import { kindPicture } from "./symbols.js";

/** @typedef {import("./facets.js").Facet} Facet */

/** From how many choices on a filter gets a field to search in them. */
const MANY = 14;
/** How many choices are offered at once, the most frequent ones among those that fit. */
const MOST = 200;

export class Filters {
  /**
   * @param {Facet[]} facets
   * @param {HTMLElement} bar
   * @param {HTMLElement} chips
   * @param {{toggle: (facet: Facet, value: string) => void, clear: () => void, elsewhere: () => void}} act
   */
  constructor(facets, bar, chips, act) {
    this.facets = facets;
    this.bar = bar;
    this.chips = chips;
    this.act = act;
    /** @type {Record<string, ReadonlySet<string>>} */
    this.chosen = {};
    /** @type {Record<string, Uint32Array>} */
    this.counts = {};
    /** @type {string} the facet whose choices are shown, or "" */
    this.open = "";
    this.panel = h("div", { id: "choices", hidden: true });
    this.list = h("ul", { class: "plain choice-list" });
    this.narrow = h("input", { type: "search", autocomplete: "off", spellcheck: "false", input: () => this.drawChoices() });
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.open) {
        event.stopPropagation();
        const facet = this.open;
        this.close();
        this.button(facet)?.focus();
      }
    });
    document.addEventListener("pointerdown", (event) => {
      if (this.open && !bar.contains(/** @type {Node} */ (event.target))) this.close();
    });
    bar.addEventListener("focusout", (event) => {
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (this.open && to && !bar.contains(to)) this.close();
    });
  }

  /** Draw everything anew, such as in another language. */
  draw() {
    this.bar.replaceChildren(
      h("div", { class: "filter-buttons" }, this.facets.map((facet) => h("button", {
        type: "button", class: "filter", "data-facet": facet.key, "aria-expanded": String(this.open === facet.key),
        "aria-controls": "choices", click: () => (this.open === facet.key ? this.close() : this.show(facet.key)),
      }, t(facet.title), h("span", { class: "filter-count" })))),
      this.panel);
    this.panel.setAttribute("role", "group");
    this.update(this.chosen, this.counts, false);
    if (this.open) this.show(this.open);
  }

  /** @param {string} facet */
  button(facet) {
    return /** @type {HTMLButtonElement | null} */ (this.bar.querySelector(`button[data-facet="${facet}"]`));
  }

  /** @param {string} key */
  show(key) {
    this.close();
    const facet = this.facets.find((one) => one.key === key);
    if (!facet) return;
    this.open = key;
    this.button(key)?.setAttribute("aria-expanded", "true");
    this.narrow.value = "";
    this.narrow.setAttribute("aria-label", t("search_choices"));
    this.narrow.setAttribute("placeholder", t("search_choices"));
    this.panel.setAttribute("aria-label", t(facet.title));
    this.panel.replaceChildren(...(facet.values.length > MANY ? [this.narrow] : []), this.list);
    this.panel.hidden = false;
    this.drawChoices();
  }

  close() {
    if (!this.open) return;
    this.button(this.open)?.setAttribute("aria-expanded", "false");
    this.open = "";
    this.panel.hidden = true;
  }

  drawChoices() {
    const facet = this.facets.find((one) => one.key === this.open);
    if (!facet) return;
    const typed = this.narrow.value.trim().toLowerCase();
    const counts = this.counts[facet.key];
    const chosen = this.chosen[facet.key] ?? new Set();
    const choices = choicesInOrder(facet, language())
      .filter((choice) => !typed || facet.label(choice).text.toLowerCase().includes(typed))
      .filter((choice) => counts[choice] > 0 || chosen.has(facet.values[choice]) || facet.values.length <= MANY)
      .slice(0, MOST);
    this.list.replaceChildren(...choices.map((choice) => {
      const value = facet.values[choice];
      const box = h("input", {
        type: facet.single ? "radio" : "checkbox", name: "choice", "data-value": value, checked: chosen.has(value),
        change: () => this.act.toggle(facet, value),
        click: facet.single ? () => { if (chosen.has(value)) this.act.toggle(facet, value); } : null,
      });
      return h("li", null, h("label", { class: "choice" }, box,
        facet.key === "kind" ? kindPicture(choice) : null,
        said("span", facet.label(choice), { class: "choice-name" }),
        h("span", { class: "count" }, number(counts[choice]), h("span", { class: "unseen" }, ` ${tn("assets_word", counts[choice])}`))));
    }));
  }

  /**
   * @param {Record<string, ReadonlySet<string>>} chosen
   * @param {Record<string, Uint32Array>} counts
   * @param {boolean} here whether only one spot of the map is listed
   */
  update(chosen, counts, here) {
    this.chosen = chosen;
    this.counts = counts;
    for (const facet of this.facets) {
      const button = this.button(facet.key);
      const on = chosen[facet.key]?.size ?? 0;
      button?.classList.toggle("on", on > 0);
      const mark = button?.querySelector(".filter-count");
      if (mark) mark.replaceChildren(...(on ? [` ${on}`, h("span", { class: "unseen" }, ` ${t("chosen")}`)] : []));
    }
    if (this.open) {
      const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.value;
      this.drawChoices();
      if (focused !== undefined) {
        for (const box of this.list.querySelectorAll("input")) if (box.dataset.value === focused) box.focus();
      }
    }
    this.drawChips(here);
  }

  /** @param {boolean} here */
  drawChips(here) {
    const chips = this.facets.flatMap((facet) => Array.from(this.chosen[facet.key] ?? [], (value) => {
      const choice = facet.places.get(value);
      if (choice === undefined) return null;
      const words = facet.label(choice);
      return h("li", null, h("button", { type: "button", class: "chip", click: () => this.remove(() => this.act.toggle(facet, value)) },
        h("span", { class: "unseen" }, `${t("remove_filter")} `), said("span", words), h("span", { class: "cross", "aria-hidden": "true" }, "×")));
    })).filter((chip) => chip !== null);
    if (here) {
      chips.push(h("li", null, h("button", { type: "button", class: "chip", click: () => this.remove(() => this.act.elsewhere()) },
        h("span", { class: "unseen" }, `${t("remove_filter")} `), t("this_spot"), h("span", { class: "cross", "aria-hidden": "true" }, "×"))));
    }
    if (chips.length > 1) {
      chips.push(h("li", null, h("button", { type: "button", class: "link", click: () => this.remove(() => this.act.clear()) }, t("clear_all"))));
    }
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
  }

  /**
   * Take a chip away and leave the focus where the next one is.
   * @param {() => void} act
   */
  remove(act) {
    act();
    const next = this.chips.querySelector("button") ?? this.bar.querySelector("button");
    next?.focus();
  }
}

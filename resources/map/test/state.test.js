import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyState, fromHash, toHash, toggle } from "../src/state.js";

const FACETS = ["kind", "outcome", "tag"];

test("a state comes back from its own address", () => {
  const state = emptyState("en");
  state.query = "te & theisen #1";
  toggle(state, "kind", "group", false);
  toggle(state, "kind", "place", false);
  toggle(state, "tag", "a=b&c", false);
  state.asset = "0123456789";
  const back = fromHash(`#${toHash(state, "cy")}`, ["cy", "en"], FACETS);
  assert.deepEqual(back, state);
});

test("a facet of one choice changes it, and the same choice again takes it back", () => {
  const state = emptyState("cy");
  toggle(state, "outcome", "a", true);
  toggle(state, "outcome", "b", true);
  assert.deepEqual([...state.chosen.outcome], ["b"]);
  toggle(state, "outcome", "b", true);
  assert.deepEqual(state.chosen, {});
});

test("a pathway has an address, and so has the card of an asset that was opened from it", () => {
  const state = { ...emptyState("en"), view: "pathways", pathway: "01&=é", asset: "0123456789" };
  assert.deepEqual(fromHash(`#${toHash(state, "cy")}`, ["cy", "en"], FACETS), state);
  const first = { ...emptyState("cy"), view: "pathways" };
  assert.equal(toHash(first, "cy"), "view=pathways");
  assert.deepEqual(fromHash("#view=pathways", ["cy", "en"], FACETS), first);
});

test("what an address may not say is left out", () => {
  const state = fromHash("#lang=fr&kind=x&unknown=1&__proto__=2&view=nothing", ["cy", "en"], FACETS);
  assert.equal(state.language, "cy");
  assert.equal(state.view, "assets");
  assert.deepEqual(Object.keys(state.chosen), ["kind"]);
});

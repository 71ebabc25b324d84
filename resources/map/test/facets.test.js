import assert from "node:assert/strict";
import { test } from "node:test";
import { Lists } from "../src/data.js";
import { filter } from "../src/facets.js";

const facet = (key, values, perRow) => ({
  key, title: key, single: false, values, label: () => ({ text: "", lang: "en", other: false }),
  of: Lists.counted(perRow.map((one) => one.length), perRow.flat()), places: new Map(values.map((value, place) => [value, place])),
});
const rows = Int32Array.from([0, 1, 2, 3]);
const facets = [
  facet("kind", ["group", "place"], [[0], [0], [1], [1]]),
  facet("tag", ["free", "food"], [[0, 1], [1], [0], []]),
];

test("without a choice all rows stay and are counted", () => {
  const { rows: left, counts } = filter(facets, {}, rows);
  assert.deepEqual([...left], [0, 1, 2, 3]);
  assert.deepEqual([...counts.kind], [2, 2]);
  assert.deepEqual([...counts.tag], [2, 2]);
});

test("choices of one facet add up, choices of two narrow down, and counts say what a choice would leave", () => {
  const one = filter(facets, { kind: new Set(["group"]) }, rows);
  assert.deepEqual([...one.rows], [0, 1]);
  assert.deepEqual([...one.counts.kind], [2, 2]);
  assert.deepEqual([...one.counts.tag], [1, 2]);
  const two = filter(facets, { kind: new Set(["group", "place"]), tag: new Set(["free"]) }, rows);
  assert.deepEqual([...two.rows], [0, 2]);
});

test("a choice that does not exist leaves nothing and breaks nothing", () => {
  assert.deepEqual([...filter(facets, { kind: new Set(["constructor"]) }, rows).rows], []);
});

test("every count agrees with choosing it", () => {
  for (const chosen of [{}, { tag: new Set(["food"]) }, { kind: new Set(["place"]), tag: new Set(["free"]) }]) {
    const { counts } = filter(facets, chosen, rows);
    for (const { key, values } of facets) {
      values.forEach((value, place) => {
        const alone = filter(facets, { ...chosen, [key]: new Set([value]) }, rows).rows.length;
        assert.equal(counts[key][place], alone, `${key}=${value}`);
      });
    }
  }
});

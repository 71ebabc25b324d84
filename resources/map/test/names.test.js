import assert from "node:assert/strict";
import test from "node:test";

import { placeNames } from "../src/names.js";

const VIEW = { left: 0, top: 0, right: 400, bottom: 300 };
const widthOf = (text) => text.length * 10;
const at = (x, y) => ({ x, y, radius: 14 });
const named = (text, x, y) => ({ text, x, y });

test("a name stands at the right of its symbol", () => {
  const [hall] = placeNames([named("Hall", 100, 100)], [at(100, 100)], VIEW, widthOf);
  assert.deepEqual(hall, { text: "Hall", left: 116, middle: 100 });
});

test("at the edge of the map it stands at the left", () => {
  const [hall] = placeNames([named("Hall", 380, 100)], [at(380, 100)], VIEW, widthOf);
  assert.equal(hall.left, 380 - 16 - 40);
});

test("it covers no other symbol and no other name", () => {
  const symbols = [at(100, 100), at(130, 100), at(100, 130)];
  const placed = placeNames(symbols.map(({ x, y }, number) => named(`Place ${number}`, x, y)), symbols, VIEW, widthOf);
  for (const { text, left, middle } of placed) {
    const own = symbols[Number(text.at(-1))];
    for (const symbol of symbols) {
      const beside = left > symbol.x + 14 || left + 70 < symbol.x - 14 || Math.abs(symbol.y - middle) > 24;
      assert.ok(symbol === own || beside, text);
    }
    for (const other of placed) {
      assert.ok(other === placed.find((one) => one.text === text) || left > other.left + 70 || left + 70 < other.left || Math.abs(other.middle - middle) > 20);
    }
  }
});

test("without a free place it is left out, and what matters most has the first choice", () => {
  const narrow = { left: 80, top: 80, right: 190, bottom: 120 };
  const placed = placeNames([named("First", 100, 100), named("Second", 100, 100)], [at(100, 100)], narrow, widthOf);
  assert.deepEqual(placed.map(({ text }) => text), ["First"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, sortedRows, sortKey } from "../src/order.js";

const sorted = (names, language) => Array.from(sortedRows(names.length, (row) => names[row], language), (row) => names[row]);

test("Welsh letters of two signs come where the Welsh alphabet has them", () => {
  const names = ["Chwaraeon", "Cywion", "Dawns", "Ddoe", "Dydd", "Ffair", "Fynwent", "Gwely", "Ngwlad", "Hafan", "Llan", "Lôn", "Lwc"];
  assert.deepEqual(sorted(names, "cy"), [
    "Cywion", "Chwaraeon", "Dawns", "Dydd", "Ddoe", "Fynwent", "Ffair", "Gwely", "Ngwlad", "Hafan", "Lôn", "Lwc", "Llan",
  ]);
});

test("the same names sort letter by letter in English", () => {
  assert.deepEqual(sorted(["Llan", "Lwc", "Lôn", "Chwa", "Cywion"], "en"), ["Chwa", "Cywion", "Llan", "Lôn", "Lwc"]);
});

test("n and g of a compound are two letters", () => {
  assert.deepEqual(sorted(["Llangefni", "Llanfair", "Llanelli"], "cy"), ["Llanelli", "Llanfair", "Llangefni"]);
});

test("accents, case and punctuation decide only between texts that are otherwise equal", () => {
  assert.ok(sortKey("Tŷ'r Ysgol", "cy") < sortKey("Tywyn", "cy"));
  assert.deepEqual(sorted(["ty b", "Tŷ a", "“Tŷ” c"], "cy"), ["Tŷ a", "ty b", "“Tŷ” c"]);
  assert.equal(fold("Ŵyl TŶ"), "wyl ty");
});

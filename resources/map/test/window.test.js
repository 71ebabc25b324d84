import { test } from "node:test";
import assert from "node:assert/strict";
import { rowsInside } from "../src/lasso.js";
import { Corners } from "../src/corners.js";
import { LiveAssets } from "../src/live.js";
import { toLonLat } from "../src/ground.js";

const X = [0.5, 0.6, 0.7, NaN, 0.55];
const Y = [0.5, 0.5, 0.5, 0.5, 0.58];
const SQUARE = /** @type {[number, number][]} */ ([[0.45, 0.45], [0.65, 0.45], [0.65, 0.55], [0.45, 0.55]]);

test("a lasso takes what is inside, and not what is nowhere", () => {
  assert.deepEqual(rowsInside(X, Y, [0, 1, 2, 3, 4], SQUARE), [0, 1]);
  assert.deepEqual(rowsInside(X, Y, [1, 2], SQUARE), [1]);
});

test("a lasso may be hollow, and needs three corners", () => {
  const hollow = /** @type {[number, number][]} */ ([[0.4, 0.4], [0.8, 0.4], [0.8, 0.6], [0.65, 0.6], [0.65, 0.45], [0.55, 0.45], [0.55, 0.6], [0.4, 0.6]]);
  assert.deepEqual(rowsInside(X, Y, [0, 1, 2], hollow), [0, 2]);
  assert.deepEqual(rowsInside(X, Y, [0, 1, 2], SQUARE.slice(0, 2)), []);
});

const same = (/** @type {any} */ a, /** @type {any} */ b) => a.lat === b.lat && a.lng === b.lng;
const place = (/** @type {number} */ lat) => ({ lat, lng: -lat });

test("a line is finished by its last corner again, once it has two", () => {
  const line = new Corners(2);
  assert.equal(line.set(place(1), same), "set");
  assert.equal(line.set(place(1), same), "again");
  assert.equal(line.set(place(2), same), "set");
  assert.equal(line.set(place(1), same), "set", "a way may come back to where it began");
  assert.equal(line.set(place(1), same), "finished");
});

test("an area is finished by its first corner too", () => {
  const area = new Corners(3);
  for (const at of [1, 2, 3]) area.set(place(at), same);
  assert.equal(area.set(place(1), same), "finished");
  assert.equal(area.places.length, 3);
});

test("corners are taken back one by one", () => {
  const line = new Corners(2);
  line.set(place(1), same);
  line.set(place(2), same);
  assert.equal(line.enough, true);
  assert.equal(line.back(), true);
  assert.equal(line.enough, false);
  line.back();
  assert.equal(line.back(), false);
});

/** @param {number[]} n @param {Partial<import("../src/live.js").Columns>} [other] */
function columns(n, other = {}) {
  return {
    n, kind: "3".repeat(n.length), cy: n.map(() => ""), en: n.map((one) => `Hall ${one}`), lon: n.map(() => -380000), lat: n.map(() => 5230000),
    own: "1".repeat(n.length), shown: "1".repeat(n.length), shapes: [], ...other,
  };
}

test("assets are added, changed and removed without touching the others", () => {
  const assets = new LiveAssets();
  assets.put(columns([0, 1, 40]));
  assert.equal(assets.count, 41);
  assert.deepEqual([...assets.rows], [0, 1, 40], "numbers in between are of nobody yet");
  assets.put(columns([1], { en: ["New name"], lon: [null], lat: [null] }));
  assert.equal(assets.en[1], "New name");
  assert.equal(assets.en[40], "Hall 40");
  assets.remove([0, 99]);
  assert.deepEqual([...assets.rows], [1, 40]);
});

test("what the filter does not admit is not shown, and comes back with it", () => {
  const assets = new LiveAssets();
  assets.put(columns([0, 1, 2], { shown: "101" }));
  assert.deepEqual([...assets.rows], [0, 2]);
  assets.showOnly([1, 77]);
  assert.deepEqual([...assets.rows], [1]);
  assets.remove([2]);
  assets.showOnly(null);
  assert.deepEqual([...assets.rows].filter((row) => assets.data.assets.lon[row] !== null), [0, 1]);
});

test("a shape goes when its asset becomes a point, and only points of one's own can be moved", () => {
  const assets = new LiveAssets();
  assets.put(columns([0, 1], { own: "10", shapes: [[0, "area", [[-380000, 5230000, -379000, 5230000, -379000, 5231000]]]] }));
  assert.deepEqual([assets.movable(0), assets.movable(1)], [false, false]);
  assets.put(columns([0]));
  assert.equal(assets.data.assets.shapes.length, 0);
  assert.equal(assets.movable(0), true);
});

test("the one swap: Leaflet's latitude first becomes longitude first", () => {
  assert.deepEqual(toLonLat({ lat: 52.123456789, lng: -3.8 }), { lon: -3.8, lat: 52.1234568 });
});

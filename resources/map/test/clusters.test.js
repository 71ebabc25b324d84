import assert from "node:assert/strict";
import { test } from "node:test";
import { Clusters, radiusAt, toWorld } from "../src/clusters.js";
import { spread } from "../src/spread.js";

function scattered(count, seed = 7) {
  let state = seed;
  const random = () => ((state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296);
  const x = new Float64Array(count), y = new Float64Array(count), kind = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    [x[row], y[row]] = toWorld(-4 + random(), 52 + random());
    kind[row] = row % 6;
  }
  return { x, y, kind, rows: Int32Array.from({ length: count }, (_, row) => row) };
}

test("every asset that is somewhere is in exactly one cluster, at every zoom", () => {
  const { x, y, kind, rows } = scattered(500);
  x[3] = NaN;
  for (let zoom = 3; zoom <= 19; zoom++) {
    const clusters = new Clusters(x, y, kind, rows, zoom);
    assert.equal(clusters.size.reduce((sum, size) => sum + size, 0), 499);
    assert.equal(clusters.kinds.reduce((sum, size) => sum + size, 0), 499);
    const members = Array.from({ length: clusters.count }, (_, cluster) => Array.from(clusters.members(cluster))).flat();
    assert.deepEqual(members.sort((a, b) => a - b), Array.from(rows).filter((row) => row !== 3));
  }
});

test("far away all are one, close by all are apart", () => {
  const { x, y, kind, rows } = scattered(200);
  assert.ok(new Clusters(x, y, kind, rows, 3).count <= 4);
  assert.equal(new Clusters(x, y, kind, rows, 19).count, 200);
});

test("clusters do not depend on where the map is, and come in list order", () => {
  const { x, y, kind, rows } = scattered(300);
  const clusters = new Clusters(x, y, kind, rows, 9);
  const all = clusters.within(0, 0, 1, 1);
  assert.equal(all.length, clusters.count);
  const firsts = all.map((cluster) => clusters.first[cluster]);
  assert.deepEqual(firsts, firsts.toSorted((a, b) => a - b));
});

test("an empty filter leaves an empty map", () => {
  const { x, y, kind } = scattered(10);
  assert.equal(new Clusters(x, y, kind, new Int32Array(), 10).count, 0);
  assert.ok(radiusAt(19) < radiusAt(10));
});

test("on paper symbols are moved apart and stay on the map", () => {
  const x = new Float64Array(60).fill(100), y = new Float64Array(60).fill(90);
  spread(x, y, 20, 600, 400);
  for (let a = 0; a < 60; a++) {
    assert.ok(x[a] >= 0 && x[a] <= 600 && y[a] >= 0 && y[a] <= 400);
    for (let b = 0; b < a; b++) assert.ok(Math.hypot(x[a] - x[b], y[a] - y[b]) > 15, `${a} and ${b}`);
  }
});

/**
 * Makes what the Python package carries, in vendor/: the page's script and styles with the libraries in them, the
 * basemap's script, the libraries' licences. Nothing in vendor/ is committed.
 */
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "vendor");
/** Browsers of two years ago and Firefox's long-term release. */
const target = ["chrome118", "edge118", "firefox115", "safari16"];

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });

const common = { bundle: true, minify: process.env.PLAIN !== "1", format: "iife", target, charset: "ascii", legalComments: "none", absWorkingDir: here };
await build({ ...common, entryPoints: ["src/main.js"], outfile: join(vendor, "page.js") });
await build({ ...common, entryPoints: ["src/basemap.js"], outfile: join(vendor, "basemap.js") });
await build({ ...common, entryPoints: ["src/window.js"], outfile: join(vendor, "window.js") });

// Leaflet's pictures belong to controls that the page does not use.
const leaflet = readFileSync(join(here, "node_modules/leaflet/dist/leaflet.css"), "utf8").replace(/[^{}]*\{[^{}]*url\([^{}]*\}/g, "");
const own = ["page.css", "paper.css"].map((file) => readFileSync(join(here, file), "utf8")).join("\n");
await styles("page.css", `${leaflet}\n${variables()}\n${own}`);
await styles("window.css", readFileSync(join(here, "window.css"), "utf8"));

const libraries = JSON.parse(readFileSync(join(here, "vendor.json"), "utf8"));
for (const [library, files] of Object.entries(libraries)) {
  for (const file of files) {
    const to = join(vendor, library, file);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(here, "node_modules", library, file), to);
  }
}

writeFileSync(join(vendor, "coast.json"), JSON.stringify(coast([-11.5, 48.5, 3, 61.5])));

/**
 * The coast of Britain and Ireland from Natural Earth (1:10 million, public domain): rings of longitude and latitude in
 * turn, in thousandths of a degree. Good for maps of a county or more; a village needs a basemap.
 * @param {[number, number, number, number]} box west, south, east, north
 */
function coast(box) {
  const topology = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/land-10m.json"), "utf8"));
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const ringOf = (places) => places.flatMap((place) => (place < 0 ? arcs[~place].toReversed() : arcs[place]));
  return topology.objects.land.geometries.flatMap((geometry) => geometry.arcs)
    .map((rings) => clip(ringOf(rings[0]), box))
    .filter((ring) => ring.length > 2)
    .map((ring) => ring.flatMap((point) => point.map((degrees) => Math.round(degrees * 1000))));
}

/** Cut a ring at each side of a box in turn (Sutherland and Hodgman's way). */
function clip(ring, [west, south, east, north]) {
  const sides = [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]];
  return sides.reduce((points, [axis, edge, inward]) => points.flatMap((point, place) => {
    const before = points.at(place - 1);
    const inside = (one) => (one[axis] - edge) * inward >= 0;
    const share = (edge - before[axis]) / (point[axis] - before[axis]);
    const cut = [0, 1].map((which) => before[which] + share * (point[which] - before[which]));
    if (inside(point)) return inside(before) ? [point] : [cut, point];
    return inside(before) ? [cut] : [];
  }), ring);
}

/** @param {string} name @param {string} text */
async function styles(name, text) {
  const source = join(vendor, `source-${name}`);
  writeFileSync(source, text);
  await build({ ...common, format: undefined, entryPoints: [source], outfile: join(vendor, name) });
  rmSync(source);
}

/** The theme's tokens as custom properties. */
function variables() {
  const tokens = JSON.parse(readFileSync(join(here, "../theme/tokens.json"), "utf8"));
  const list = (values, before = "") => Object.entries(values).map(([name, value]) => `--${before}${name}:${value};`).join("");
  const kinds = Object.values(tokens.kinds);
  const perKind = (shade) => kinds.map((kind, place) => `--kind-${place}:${kind[shade]};`).join("");
  const onMap = kinds.map((kind, place) => `--map-kind-${place}:${kind.light};`).join("");
  const light = list(tokens.light) + perKind("light");
  return [
    `:root{color-scheme:light dark;--font:${tokens.font};${light}${list(tokens.map, "map-")}${onMap}}`,
    `@media (prefers-color-scheme:dark){:root:not(.on-paper){${list(tokens.dark)}${perKind("dark")}}}`,
    ...kinds.map((_, place) => `.kind-${place} path{fill:var(--kind-${place})}`),
  ].join("\n");
}

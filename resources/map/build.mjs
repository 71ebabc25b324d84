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

// Leaflet's pictures belong to controls that the page does not use.
const leaflet = readFileSync(join(here, "node_modules/leaflet/dist/leaflet.css"), "utf8").replace(/[^{}]*\{[^{}]*url\([^{}]*\}/g, "");
const own = readFileSync(join(here, "page.css"), "utf8");
writeFileSync(join(vendor, "all.css"), `${leaflet}\n${variables()}\n${own}`);
await build({ ...common, format: undefined, entryPoints: [join(vendor, "all.css")], outfile: join(vendor, "page.css") });
rmSync(join(vendor, "all.css"));

const libraries = JSON.parse(readFileSync(join(here, "vendor.json"), "utf8"));
for (const [library, files] of Object.entries(libraries)) {
  for (const file of files) {
    const to = join(vendor, library, file);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(here, "node_modules", library, file), to);
  }
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

/** Where the names of assets stand beside their symbols, on a map that is read from afar. */

/** @typedef {{x: number, y: number, radius: number}} Symbol */
/** @typedef {{text: string, x: number, y: number}} Named */
/** @typedef {{text: string, left: number, middle: number}} Placed */

/** From the middle of a symbol to its name. */
const BESIDE = 16;
const HIGH = 20;
/** Among more symbols than this nobody reads names. */
export const MOST_NAMED = 60;

/**
 * Set each name at the right of its symbol, else at its left, below or above it; one without a free place is left out.
 * @param {Named[]} wanted those that matter most first
 * @param {Symbol[]} symbols all that is drawn
 * @param {{left: number, top: number, right: number, bottom: number}} view
 * @param {(text: string) => number} widthOf
 * @returns {Placed[]}
 */
export function placeNames(wanted, symbols, view, widthOf) {
  /** @type {{left: number, right: number, middle: number}[]} */
  const taken = [];
  const placed = [];
  for (const { text, x, y } of wanted) {
    const width = widthOf(text);
    const places = [[x + BESIDE, y], [x - BESIDE - width, y], [x - width / 2, y + BESIDE + HIGH / 2], [x - width / 2, y - BESIDE - HIGH / 2]];
    const place = places.find(([left, middle]) => {
      const right = left + width;
      const inView = left >= view.left && right <= view.right && middle - HIGH / 2 >= view.top && middle + HIGH / 2 <= view.bottom;
      return inView
        && taken.every((other) => right < other.left || left > other.right || Math.abs(other.middle - middle) > HIGH)
        && symbols.every((symbol) => (symbol.x === x && symbol.y === y)
          || right < symbol.x - symbol.radius || left > symbol.x + symbol.radius || Math.abs(symbol.y - middle) > symbol.radius + HIGH / 2);
    });
    if (!place) continue;
    const [left, middle] = place;
    taken.push({ left, right: left + width, middle });
    placed.push({ text, left, middle });
  }
  return placed;
}

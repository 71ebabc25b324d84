/** Which assets lie inside what was drawn around them. */

/**
 * @param {ArrayLike<number>} x of each row, 0 to 1 across the world; NaN when it is nowhere
 * @param {ArrayLike<number>} y
 * @param {Iterable<number>} rows those to look at
 * @param {[number, number][]} around corners in the same measure
 * @returns {number[]}
 */
export function rowsInside(x, y, rows, around) {
  if (around.length < 3) return [];
  let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
  for (const [px, py] of around) {
    west = Math.min(west, px); east = Math.max(east, px);
    north = Math.min(north, py); south = Math.max(south, py);
  }
  const found = [];
  for (const row of rows) {
    const px = x[row], py = y[row];
    if (px >= west && px <= east && py >= north && py <= south && isInside(px, py, around)) found.push(row);
  }
  return found;
}

/**
 * Count how often a line from the point to the east crosses the edge.
 * @param {number} px
 * @param {number} py
 * @param {[number, number][]} around
 */
function isInside(px, py, around) {
  let inside = false;
  let [beforeX, beforeY] = around[around.length - 1];
  for (const [x, y] of around) {
    if (y > py !== beforeY > py && px < ((beforeX - x) * (py - y)) / (beforeY - y) + x) inside = !inside;
    [beforeX, beforeY] = [x, y];
  }
  return inside;
}

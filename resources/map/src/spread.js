/** On paper nothing can be opened, so symbols that would cover each other are moved apart. */

const ROUNDS = 80;
const GOLDEN = 2.399963;

/**
 * Move points apart until none is nearer to another than *least*, each as little as may be.
 * @param {Float64Array} x pixels; changed
 * @param {Float64Array} y
 * @param {number} least pixels
 * @param {number} width of the map, which no point leaves
 * @param {number} height
 */
export function spread(x, y, least, width, height) {
  const count = x.length;
  const margin = least / 2 + 3;
  for (let a = 0; a < count; a++) {
    // Points on one spot get a direction to leave in.
    x[a] += 0.05 * Math.cos(a * GOLDEN);
    y[a] += 0.05 * Math.sin(a * GOLDEN);
  }
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const dx = x[b] - x[a];
        if (dx > least || dx < -least) continue;
        const dy = y[b] - y[a];
        const apart = Math.hypot(dx, dy);
        if (apart >= least || apart === 0) continue;
        const push = (least - apart) / 2 / apart;
        x[a] -= dx * push;
        y[a] -= dy * push;
        x[b] += dx * push;
        y[b] += dy * push;
        moved = true;
      }
    }
    for (let a = 0; a < count; a++) {
      x[a] = Math.max(margin, Math.min(width - margin, x[a]));
      y[a] = Math.max(margin, Math.min(height - margin, y[a]));
    }
    if (!moved) break;
  }
}

/**
 * Assets that would cover each other on the map become one cluster.
 *
 * A filter changes what is clustered, so this is made for being thrown away: one pass over typed arrays for the zoom in
 * view, instead of an index of all zooms. It does not depend on where the map is, so nothing jumps while panning.
 */

export const TILE_PX = 256;
export const KINDS = 6;

/**
 * How near, in pixels, two symbols may come before they are one cluster.
 * @param {number} zoom
 */
export function radiusAt(zoom) {
  return zoom >= 17 ? 26 : zoom >= 14 ? 36 : 44;
}

/**
 * Where a place is in the square Web Mercator world, from 0 to 1 both ways.
 * @param {number} lon degrees
 * @param {number} lat degrees
 * @returns {[number, number]}
 */
export function toWorld(lon, lat) {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI];
}

/**
 * One zoom's clusters as columns. A cluster of one is an asset by itself.
 */
export class Clusters {
  /**
   * @param {Float64Array} x of each row, 0 to 1; NaN when it is nowhere
   * @param {Float64Array} y
   * @param {Uint8Array} kind of each row
   * @param {Int32Array} rows those to show, in list order
   * @param {number} zoom
   */
  constructor(x, y, kind, rows, zoom) {
    const scale = TILE_PX * 2 ** zoom;
    const radius = radiusAt(zoom);
    this.rows = rows;
    this.cellOf = new Int32Array(rows.length).fill(-1);

    // 1. Rows into square cells of one radius, by a small open-addressed table of cell numbers.
    let size = 16;
    while (size < rows.length * 2) size *= 2;
    const table = new Int32Array(size).fill(-1);
    const mask = size - 1;
    const cx = new Int32Array(rows.length);
    const cy = new Int32Array(rows.length);
    const weight = new Uint32Array(rows.length);
    const sumX = new Float64Array(rows.length);
    const sumY = new Float64Array(rows.length);
    const first = new Int32Array(rows.length);
    let cells = 0;
    /**
     * @param {number} column
     * @param {number} line
     * @returns {number} the slot of the cell, or of the empty place for it
     */
    const slotOf = (column, line) => {
      let slot = (Math.imul(column, 73856093) ^ Math.imul(line, 19349663)) & mask;
      while (table[slot] >= 0 && (cx[table[slot]] !== column || cy[table[slot]] !== line)) slot = (slot + 1) & mask;
      return slot;
    };
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place];
      const px = x[row] * scale;
      if (px !== px) continue;
      const py = y[row] * scale;
      const column = Math.floor(px / radius);
      const line = Math.floor(py / radius);
      const slot = slotOf(column, line);
      /** @type {number} */
      let cell = table[slot];
      if (cell < 0) {
        cell = cells++;
        table[slot] = cell;
        cx[cell] = column;
        cy[cell] = line;
        first[cell] = place;
      }
      weight[cell]++;
      sumX[cell] += px;
      sumY[cell] += py;
      this.cellOf[place] = cell;
    }

    // 2. The fullest cells take in neighbours whose middle is within the radius.
    /** @type {Int32Array} */
    const byWeight = new Int32Array(cells);
    for (let cell = 0; cell < cells; cell++) byWeight[cell] = cell;
    if (cells < rows.length) byWeight.sort((a, b) => weight[b] - weight[a] || a - b);
    const clusterOfCell = new Int32Array(cells).fill(-1);
    let count = 0;
    for (const cell of byWeight) {
      if (clusterOfCell[cell] >= 0) continue;
      const cluster = count++;
      clusterOfCell[cell] = cluster;
      const middleX = sumX[cell] / weight[cell];
      const middleY = sumY[cell] / weight[cell];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const near = table[slotOf(cx[cell] + dx, cy[cell] + dy)];
          if (near < 0 || clusterOfCell[near] >= 0) continue;
          const apartX = sumX[near] / weight[near] - middleX;
          const apartY = sumY[near] / weight[near] - middleY;
          if (apartX * apartX + apartY * apartY < radius * radius) clusterOfCell[near] = cluster;
        }
      }
    }

    // 3. Add up.
    this.count = count;
    this.x = new Float64Array(count);
    this.y = new Float64Array(count);
    this.size = new Uint32Array(count);
    this.kinds = new Uint32Array(count * KINDS);
    this.first = new Int32Array(count).fill(-1);
    this.west = new Float64Array(count).fill(2);
    this.east = new Float64Array(count).fill(-1);
    this.north = new Float64Array(count).fill(2);
    this.south = new Float64Array(count).fill(-1);
    for (let place = 0; place < rows.length; place++) {
      /** @type {number} */
      const cell = this.cellOf[place];
      if (cell < 0) continue;
      const cluster = clusterOfCell[cell];
      this.cellOf[place] = cluster;
      const row = rows[place];
      this.size[cluster]++;
      this.x[cluster] += x[row];
      this.y[cluster] += y[row];
      this.kinds[cluster * KINDS + kind[row]]++;
      if (this.first[cluster] < 0) this.first[cluster] = place;
      if (x[row] < this.west[cluster]) this.west[cluster] = x[row];
      if (x[row] > this.east[cluster]) this.east[cluster] = x[row];
      if (y[row] < this.north[cluster]) this.north[cluster] = y[row];
      if (y[row] > this.south[cluster]) this.south[cluster] = y[row];
    }
    for (let cluster = 0; cluster < count; cluster++) {
      this.x[cluster] /= this.size[cluster];
      this.y[cluster] /= this.size[cluster];
    }
  }

  /**
   * The clusters inside a box of the world, in list order of their first asset.
   * @param {number} west
   * @param {number} north
   * @param {number} east
   * @param {number} south
   * @returns {number[]}
   */
  within(west, north, east, south) {
    const found = [];
    for (let cluster = 0; cluster < this.count; cluster++) {
      const x = this.x[cluster];
      const y = this.y[cluster];
      if (x >= west && x <= east && y >= north && y <= south) found.push(cluster);
    }
    return found.sort((a, b) => this.first[a] - this.first[b]);
  }

  /**
   * @param {number} cluster
   * @returns {Int32Array} the rows in it
   */
  members(cluster) {
    const members = [];
    for (let place = 0; place < this.rows.length; place++) {
      if (this.cellOf[place] === cluster) members.push(this.rows[place]);
    }
    return Int32Array.from(members);
  }
}

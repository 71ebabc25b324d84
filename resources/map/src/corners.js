/** The corners of something that is being drawn: set one after the other, the last one taken back, finished. */

/** @typedef {{lat: number, lng: number}} Place */

export class Corners {
  /** @param {number} fewest corners that what is drawn needs */
  constructor(fewest) {
    this.fewest = fewest;
    /** @type {Place[]} */
    this.places = [];
  }

  get enough() {
    return this.places.length >= this.fewest;
  }

  /**
   * Set a corner. Setting the last one again means: finished.
   * @param {Place} place
   * @param {(a: Place, b: Place) => boolean} isSame whether two places are one on the screen
   * @returns {"set" | "finished" | "again"} "again" when it is not enough yet
   */
  set(place, isSame) {
    const last = this.places[this.places.length - 1];
    if (last && isSame(last, place)) return this.enough ? "finished" : "again";
    if (this.fewest > 2 && this.enough && isSame(this.places[0], place)) return "finished";
    this.places.push(place);
    return "set";
  }

  /** Take the last corner back. @returns {boolean} whether there was one */
  back() {
    return this.places.pop() !== undefined;
  }
}

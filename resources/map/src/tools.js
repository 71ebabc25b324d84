/** What a hand does on the map: select, place, move, draw, measure. One tool is in use at a time. */

import { toLonLat } from "./ground.js";

/** @typedef {import("./live_map.js").LiveMap} LiveMap */
/** @typedef {import("./channel.js").Message} Message */

export class Tools {
  /**
   * @param {LiveMap} liveMap
   * @param {(message: Message) => void} say
   */
  constructor(liveMap, say) {
    this.liveMap = liveMap;
    this.say = say;
    this.adding = false;
    for (const type of ["pointerdown", "keydown"]) {
      liveMap.map.getContainer().addEventListener(type, (event) => {
        const { shiftKey, ctrlKey, metaKey } = /** @type {PointerEvent} */ (event);
        this.adding = shiftKey || ctrlKey || metaKey;
      }, { capture: true });
    }
  }

  /** @param {number[]} rows */
  pick(rows) {
    this.say({ what: "picked", rows, add: this.adding });
  }

  /** @param {Message} _message */
  take(_message) {}

  /** @param {string} _text */
  showMeasure(_text) {}

  /**
   * Something of the window was dropped on the map.
   * @param {number} row
   * @param {number} x pixels from the left
   * @param {number} y
   */
  drop(row, x, y) {
    this.say({ what: "placed", row, ...toLonLat(this.liveMap.map.containerPointToLatLng([x, y])) });
  }

  label() {}
}

/** Moving the symbol of the asset that is selected, by dragging it. */

import { toWorld } from "./clusters.js";

/** @typedef {import("./live_map.js").LiveMap} LiveMap */
/** @typedef {{lat: number, lng: number}} Place */

const FAR_PX = 4;

/**
 * Let selected symbols be dragged.
 * @param {LiveMap} liveMap
 * @param {{may: () => boolean, moved: (row: number, place: Place) => void}} act
 */
export function letMove(liveMap, act) {
  const { map } = liveMap;
  const { buttons } = liveMap.symbols;
  /** @type {{row: number, button: HTMLElement, id: number, x: number, y: number, far: boolean, from: [number, number]} | null} */
  let moving = null;

  /** @param {Event} event @returns {number} the asset whose symbol can be moved, or -1 */
  const rowUnder = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".map-button"));
    if (!button || !act.may()) return -1;
    const clusters = liveMap.clusters();
    const cluster = Number(button.dataset.cluster);
    const row = clusters.rows[clusters.first[cluster]];
    return clusters.size[cluster] === 1 && liveMap.selected.includes(row) && liveMap.assets.movable(row) ? row : -1;
  };

  /** @param {PointerEvent} event */
  const place = (event) => map.mouseEventToLatLng(event);

  const end = () => {
    if (!moving) return;
    moving.button.classList.remove("moving");
    moving = null;
  };

  buttons.addEventListener("mousedown", (event) => { if (rowUnder(event) >= 0) event.stopPropagation(); });
  buttons.addEventListener("pointerdown", (event) => {
    const row = rowUnder(event);
    if (row < 0 || event.button !== 0 || event.shiftKey || event.ctrlKey) return;
    const button = /** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest(".map-button"));
    moving = { row, button, id: event.pointerId, x: event.clientX, y: event.clientY, far: false, from: [liveMap.x[row], liveMap.y[row]] };
    button.setPointerCapture?.(event.pointerId);
  });
  buttons.addEventListener("pointermove", (event) => {
    if (!moving || event.pointerId !== moving.id) return;
    moving.far ||= Math.hypot(event.clientX - moving.x, event.clientY - moving.y) > FAR_PX;
    if (!moving.far) return;
    moving.button.classList.add("moving");
    const { lng, lat } = place(event);
    [liveMap.x[moving.row], liveMap.y[moving.row]] = toWorld(lng, lat);
    liveMap.symbols.draw(false);
  });
  buttons.addEventListener("pointerup", (event) => {
    if (!moving || event.pointerId !== moving.id) return;
    const { row, far, button } = moving;
    end();
    if (!far) return;
    // What follows is not a click on the symbol.
    const swallow = (/** @type {Event} */ click) => click.stopImmediatePropagation();
    button.addEventListener("click", swallow, { capture: true });
    setTimeout(() => button.removeEventListener("click", swallow, { capture: true }), 50);
    act.moved(row, place(event));
  });
  const giveUp = () => {
    if (!moving) return;
    [liveMap.x[moving.row], liveMap.y[moving.row]] = moving.from;
    end();
    liveMap.symbols.draw(false);
  };
  buttons.addEventListener("pointercancel", giveUp);
  addEventListener("keydown", (event) => { if (event.key === "Escape") giveUp(); });
}

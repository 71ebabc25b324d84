/** Places as the window knows them: longitude and latitude in degrees, to about a centimetre. */

/**
 * @param {{lat: number, lng: number}} place as Leaflet has it: the one swap
 * @returns {{lon: number, lat: number}}
 */
export function toLonLat(place) {
  return { lon: Number(place.lng.toFixed(7)), lat: Number(place.lat.toFixed(7)) };
}

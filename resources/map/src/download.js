/** The list that is shown, as a table for a spreadsheet. */

import { h } from "./dom.js";
import { choose, language, pick, t } from "./texts.js";

const UNIT = 100000;

/**
 * A cell of CSV. One that a spreadsheet would compute is made text.
 * @param {string} text
 */
export function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * @param {import("./data.js").Publication} publication
 * @param {Int32Array} rows
 * @returns {string}
 */
export function listAsCsv(publication, rows) {
  const { data } = publication;
  const { assets, contacts, meetings } = data;
  const lines = [[t("kind"), t("column_name"), t("column_summary"), t("card_when"), t("column_address"), t("area"), t("card_reach"), t("column_lon"), t("column_lat")]];
  for (const row of rows) {
    const lon = assets.lon[row];
    const lat = assets.lat[row];
    lines.push([
      publication.kindLabel(publication.kind[row]), publication.name(row).text, publication.summary(row).text,
      Array.from(publication.meetings.at(row), (entry) => choose(meetings.when.cy[entry], meetings.when.en[entry]).text).join("; "),
      publication.addresses.at(row), assets.area[row] >= 0 ? pick(data.areas[assets.area[row]].name).text : "",
      Array.from(publication.contacts.at(row), (entry) => contacts.value[entry]).join("; "),
      lon === null ? "" : String(lon / UNIT), lat === null ? "" : String(lat / UNIT),
    ]);
  }
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {import("./data.js").Publication} publication
 * @param {Int32Array} rows
 */
export function downloadList(publication, rows) {
  const url = URL.createObjectURL(new Blob([listAsCsv(publication, rows)], { type: "text/csv" }));
  const link = h("a", { download: `${t("file_name")}-${language()}.csv` });
  link.setAttribute("href", url);
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf } from "../src/card.js";
import { safeLink } from "../src/dom.js";
import { cell } from "../src/download.js";
import { choose, date, loadTexts, number, speak, t, tn } from "../src/texts.js";

loadTexts({
  cy: { months: ["Ionawr", "Chwefror"], cats: ["{count} cath", "{count} gath", "{count} gath", "{count} cath", "{count} chath", "{count} cath"], hello: "Helo {name}" },
  en: { months: ["January", "February"], cats: ["{count} cats", "{count} cat", "{count} cats", "{count} cats", "{count} cats", "{count} cats"], hello: "Hello {name}" },
});

test("Welsh counts in its six forms", () => {
  speak("cy");
  assert.deepEqual([0, 1, 2, 3, 6, 7, 1234].map((n) => tn("cats", n)), ["0 cath", "1 gath", "2 gath", "3 cath", "6 chath", "7 cath", "1,234 cath"]);
});

test("what stands in a text is not looked at again", () => {
  speak("en");
  assert.equal(t("hello", { name: "{count} {name} $& $1" }), "Hello {count} {name} $& $1");
});

test("the other language stands in and says so", () => {
  speak("cy");
  assert.deepEqual(choose("", "Choir"), { text: "Choir", lang: "en", other: true });
  assert.deepEqual(choose("Côr", "Choir"), { text: "Côr", lang: "cy", other: false });
  assert.deepEqual(choose("", ""), { text: "", lang: "en", other: false });
});

test("dates and numbers are written out", () => {
  speak("en");
  assert.equal(date("2026-02-01"), "1 February 2026");
  assert.equal(date("some day"), "some day");
  assert.equal(number(-1234567.25), "−1,234,567.25");
});

test("only addresses that are safe become links", () => {
  for (const bad of ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//example.org", "\u0001javascript:x"]) {
    assert.equal(safeLink(bad), null, bad);
    assert.equal(linkOf("web", bad), null, bad);
    assert.equal(linkOf("social", bad), null, bad);
  }
  assert.equal(linkOf("web", "https://example.org/a?b=c#d"), "https://example.org/a?b=c#d");
  assert.equal(linkOf("web", "www.example.org"), "https://www.example.org");
  assert.equal(linkOf("phone", "01632 960 123"), "tel:01632960123");
  assert.equal(linkOf("phone", "ask at the bar"), null);
  assert.equal(linkOf("email", "a@example.org"), "mailto:a@example.org");
  assert.equal(linkOf("email", "a@example.org?bcc=b@example.org"), null);
});

test("a cell of the list never becomes a formula", () => {
  assert.equal(cell("=1+1"), "'=1+1");
  assert.equal(cell("@x"), "'@x");
  assert.equal(cell("-4.07"), "-4.07");
  assert.equal(cell('say "hi", now'), '"say ""hi"", now"');
});

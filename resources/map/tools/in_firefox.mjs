/**
 * Opens pages in Firefox with no network, does what a reader would, and prints as JSON what it saw.
 * Use: node in_firefox.mjs FIREFOX PAGE…
 */
import puppeteer from "puppeteer-core";

const [firefox, ...pages] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox", executablePath: firefox, headless: true, protocol: "webDriverBiDi",
  extraPrefsFirefox: { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9 },
});
const seen = [];
for (const address of pages) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  const messages = [];
  const requests = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error}`));
  page.on("request", (request) => requests.push(request.url()));
  const started = Date.now();
  await page.goto(address, { timeout: 120_000 });
  await page.waitForSelector("html[data-ready=true]", { timeout: 120_000 });
  const ready = Date.now() - started;
  await new Promise((done) => setTimeout(done, 800));
  const facts = await page.evaluate(() => ({
    language: document.documentElement.lang,
    entries: document.querySelectorAll("#list > li").length,
    buttons: document.querySelectorAll(".map-button").length,
    tiles: document.querySelectorAll("#map .leaflet-tile-loaded").length,
    drawn: (() => {
      const canvas = document.querySelector("canvas.symbols");
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels.some((value) => value > 0);
    })(),
  }));
  if (facts.entries > 0) {
    await page.type("#query", "a");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    facts.card = await page.$eval("#card-name", (heading) => heading.textContent);
    facts.focus = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("Escape");
    await page.click("#language");
    facts.switched = await page.evaluate(() => document.documentElement.lang);
  }
  seen.push({ address, ready, messages, requests: requests.filter((url) => !/^(file|data|blob):/.test(url)), ...facts });
  await page.close();
}
await browser.close();
console.log(JSON.stringify(seen));

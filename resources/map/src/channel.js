/**
 * What the window and its map say to each other, as JSON over Qt's web channel. The window checks every message like
 * anything that comes from outside.
 */

/**
 * @typedef {{what: string} & Record<string, any>} Message
 */

/**
 * Open the channel. Messages are handled one after the other, also where one has to wait for something.
 * @param {(message: Message) => void | Promise<void>} hear
 * @returns {Promise<(message: Message) => void>} a way to answer
 */
export function connect(hear) {
  const { qt, QWebChannel } = /** @type {any} */ (globalThis);
  return new Promise((resolve) => {
    new QWebChannel(qt.webChannelTransport, (/** @type {any} */ channel) => {
      const { window: bridge } = channel.objects;
      let last = Promise.resolve();
      bridge.sent.connect((/** @type {string} */ text) => {
        last = last.then(() => hear(JSON.parse(text))).catch((error) => console.error(error));
      });
      resolve((message) => bridge.hear(JSON.stringify(message)));
    });
  });
}

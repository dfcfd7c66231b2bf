// The connection to the demo: one stream of events, begun again when it breaks, until the demo is over.

const PAUSES = [250, 500, 1000, 2000];
const PATIENCE = 20_000;

/**
 * @param after gives the number of the last line of the timeline that is known
 * @param told is given each message; true ends the connection, there is nothing to come
 * @param status is given `live`, `reconnecting`, `full` or `lost`
 */
export function listen(after, told, status) {
  let brokenSince = Date.now();
  let tries = 0;

  function connect() {
    const source = new EventSource(`events?after=${after()}`);
    source.onmessage = (message) => {
      tries = 0;
      brokenSince = 0;
      if (told(JSON.parse(message.data))) {
        source.close();
      } else {
        status('live');
      }
    };
    source.addEventListener('full', () => {
      source.close();
      status('full');
    });
    source.onerror = () => {
      source.close();
      brokenSince ||= Date.now();
      if (Date.now() - brokenSince > PATIENCE) {
        status('lost');
        return;
      }
      status('reconnecting');
      setTimeout(connect, PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    };
  }

  connect();
}

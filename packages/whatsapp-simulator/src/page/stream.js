import { Model } from './models/emitter.js';

/** Whether the account looks online. The main screen marks it available, at its opening and at each focus. */
class Stream extends Model {
  mode = 'QR';
  uiActive = false;
  available = document.hasFocus();

  markAvailable() {
    this.set({ available: true });
  }

  markUnavailable() {
    this.set({ available: false });
  }
}

/** Sends the availability while the main screen is shown: after each change, and with each new line. */
export function createStream({ link, connection }) {
  const stream = new Stream();
  let sending = Promise.resolve();
  const send = () => {
    if (!stream.uiActive) return;
    const online = stream.available;
    // One after the other, as on a line.
    sending = sending.then(() => link.ask('looks', { online })).catch(() => {});
  };
  stream.on('change:available', send);
  connection.socket.on('change:stream', (_socket, value) => value === 'CONNECTED' && send());
  addEventListener('focus', () => stream.uiActive && stream.markAvailable());
  return Object.assign(stream, {
    openMainScreen() {
      if (stream.uiActive) return;
      stream.set({ mode: 'MAIN', uiActive: true });
      if (document.hasFocus()) stream.markAvailable();
      send();
    },
  });
}

import { Emitter } from '../models/emitter.js';
import { ServerStatusCodeError } from '../queries.js';

const RENEWED = 'link_device_events:refresh_alt_linking_code';

/**
 * The code to type on the phone (WAWebAltDeviceLinkingApi). WhatsApp may replace it: the page says so to its own
 * screen alone (WAWebLinkDeviceAction), and the one who asked for the code hears nothing.
 */
export function createPairingCode(page) {
  const { link, connection } = page;
  const events = new Emitter();
  let hello = null;
  let timer = null;

  async function generate(phoneNumber) {
    const { code } = await link.ask('pairing-code', { phone_number: phoneNumber });
    hello = { linkCodePairingSecret: code };
    return code;
  }

  function renewLater(phoneNumber) {
    clearTimeout(timer);
    const { pairing_code_renewal_ms: delay } = page.options;
    if (delay === 0) return;
    timer = setTimeout(async () => {
      if (!connection.socket.state.startsWith('UNPAIRED')) return;
      await generate(phoneNumber).catch(() => {});
      events.trigger(RENEWED);
    }, delay);
  }

  return {
    events,
    current: () => hello,
    async request(phoneNumber) {
      try {
        const code = await generate(String(phoneNumber));
        renewLater(String(phoneNumber));
        return code;
      } catch (error) {
        const text = error.status === 429 ? 'rate-overlimit' : 'bad-request';
        throw new ServerStatusCodeError(error.status ?? 500, text);
      }
    },
  };
}

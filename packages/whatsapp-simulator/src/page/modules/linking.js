import { encodeBase64 } from '../keys.js';
import { ServerStatusCodeError } from '../queries.js';

/** What a client needs to show a QR code or a pairing code. */
export function linkingModules({ connection, commandBus, link, rotation, keys, session }) {
  const refreshQR = () => rotation.start();
  commandBus.refreshQR = refreshQR;
  return {
    WAWebSocketModel: { Socket: connection.socket },
    WAWebConnModel: { Conn: connection.conn },
    WAWebCmd: { Cmd: commandBus },
    WAWebOfflineHandler: {
      OfflineMessageHandler: { getOfflineDeliveryProgress: session.progress },
    },
    WAWebLaunchSocketUtils: { refreshQR },
    WAWebAltDeviceLinkingApi: {
      setPairingType() {},
      async initializeAltDeviceLinking() {},
      async initializeQRLinking() {},
      startAltLinkingFlow: (phoneNumber) => requestPairingCode(link, phoneNumber),
    },
    WABase64: { encodeB64: encodeBase64 },
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: {
      waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: keys.noise } }) },
    },
    WAWebSignalStoreApi: {
      waSignalStore: {
        getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: keys.identity } }),
      },
    },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => keys.advSecret },
    WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome', version: '101' }) },
  };
}

async function requestPairingCode(link, phoneNumber) {
  try {
    return (await link.ask('pairing-code', { phone_number: String(phoneNumber) })).code;
  } catch (error) {
    const text = error.status === 429 ? 'rate-overlimit' : 'bad-request';
    throw new ServerStatusCodeError(error.status ?? 500, text);
  }
}

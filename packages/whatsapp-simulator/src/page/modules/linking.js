import { encodeBase64 } from '../pairing/keys.js';
import { createPairingCode } from '../pairing/pairing-code.js';

/** What a client needs to show a QR code or a pairing code. */
export function linkingModules(page) {
  const { connection, commandBus, line, rotation, keys, session, sync, stream } = page;
  const refreshQR = () => {
    if (!line.isRunning()) throw new Error('[comms] stopComms called before startComms');
    rotation.start();
  };
  const isOlder = page.options.older_build;
  if (isOlder) commandBus.refreshQR = refreshQR;
  Object.assign(sync.eventBus, {
    ...(!isOlder && { triggerRefreshQR: refreshQR }),
    triggerReconnectSocket: () => line.reconnect(),
  });
  const pairingCode = createPairingCode(page);
  return {
    WAComms: { isCommsInitialized: line.isRunning, maybeResetSocketLoop: line.retryNow },
    WAWebStreamModel: { Stream: stream },
    WAWebUnpairDeviceJob: { unpairDevice: () => page.unpairDevice() },
    WAWebSocketModel: { Socket: connection.socket },
    WAWebConnModel: { Conn: connection.conn },
    WAWebCmd: { Cmd: commandBus },
    WAWebOfflineHandler: {
      OfflineMessageHandler: { getOfflineDeliveryProgress: session.progress },
    },
    WAWebLaunchSocketUtils: isOlder ? {} : { refreshQR },
    WAWebAltDeviceLinkingApi: {
      setPairingType() {},
      async initializeAltDeviceLinking() {},
      async initializeQRLinking() {},
      startAltLinkingFlow: pairingCode.request,
      getCurrentHelloCached: pairingCode.current,
    },
    WAWebLinkDeviceEvents: { WAWebLinkDeviceEvents: pairingCode.events },
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
    WAWebUserPrefsMultiDevice: {
      getADVSecretKey: () => keys.advSecret,
      getBlocklistHash: () => sync.blocklistHash,
    },
    WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome', version: '101' }) },
  };
}

/** What whatsapp-web.js cannot do without a member. */
type LibraryStep = 'start' | 'pairing';

/**
 * The members of WhatsApp Web that whatsapp-web.js uses to start, to pair and to become ready. A test
 * compares the list with the library's own text.
 */
export const LIBRARY_MEMBERS: readonly (readonly [
  step: LibraryStep,
  module: string,
  ...path: string[],
])[] = [
  ['start', 'WAWebSocketModel', 'Socket', 'state'],
  ['start', 'WAWebSocketModel', 'Socket', 'on'],
  ['start', 'WAWebSocketModel', 'Socket', 'off'],
  ['start', 'WAWebCmd', 'Cmd', 'on'],
  ['start', 'WAWebConnModel', 'Conn', 'serialize'],
  ['start', 'WAWebUserPrefsMeUser', 'getMaybeMePnUser'],
  ['start', 'WAWebUserPrefsMeUser', 'getMaybeMeLidUser'],
  ['start', 'WAWebOfflineHandler', 'OfflineMessageHandler', 'getOfflineDeliveryProgress'],
  // It takes these modules apart at the start, and their members when it pairs.
  ['start', 'WAWebAltDeviceLinkingApi'],
  ['start', 'WABase64'],
  ['start', 'WAWebCompanionRegClientUtils'],
  ['start', 'WAWebAdvSignatureApi'],
  ['start', 'WAWebUserPrefsInfoStore'],
  ['start', 'WAWebSignalStoreApi'],
  ['pairing', 'WAWebConnModel', 'Conn', 'ref'],
  ['pairing', 'WAWebConnModel', 'Conn', 'on'],
  ['pairing', 'WABase64', 'encodeB64'],
  ['pairing', 'WAWebCompanionRegClientUtils', 'DEVICE_PLATFORM'],
  ['pairing', 'WAWebUserPrefsInfoStore', 'waNoiseInfo', 'get'],
  ['pairing', 'WAWebSignalStoreApi', 'waSignalStore', 'getRegistrationInfo'],
  ['pairing', 'WAWebUserPrefsMultiDevice', 'getADVSecretKey'],
  ['pairing', 'WAWebAltDeviceLinkingApi', 'setPairingType'],
  ['pairing', 'WAWebAltDeviceLinkingApi', 'initializeAltDeviceLinking'],
  ['pairing', 'WAWebAltDeviceLinkingApi', 'startAltLinkingFlow'],
];

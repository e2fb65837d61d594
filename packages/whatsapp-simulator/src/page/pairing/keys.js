const KEY_BYTES = 32;

function randomKey() {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

export function encodeBase64(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/** The keys of a QR code. They are new with every load of an unpaired page. */
export function createKeys() {
  const [noise, identity, adv] = [randomKey(), randomKey(), randomKey()];
  return {
    noise,
    identity,
    advSecret: encodeBase64(adv),
    forServer: {
      static_key: encodeBase64(noise),
      identity_key: encodeBase64(identity),
      adv_secret: encodeBase64(adv),
    },
  };
}

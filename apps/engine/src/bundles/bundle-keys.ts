import { createHash, hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;
const KEY_ID_LENGTH = 8;
const PURPOSE = 'whatsapp-contact-grabber profile bundles';

/** A key of the installation. Its id is public: it stands in the header of each bundle. */
export type InstallationKey = { readonly id: string; readonly bytes: Buffer };

/** The keys of the installation: the first seals, and all of them open. */
export type BundleKeys = {
  readonly current: InstallationKey;
  readonly all: readonly InstallationKey[];
  find(id: string): InstallationKey | undefined;
};

/** A secret is any long random text. */
export function createBundleKeys(secrets: {
  readonly current: string;
  readonly previous: readonly string[];
}): BundleKeys {
  const current = deriveKey(secrets.current);
  const all = [current, ...secrets.previous.map(deriveKey)];
  return { current, all, find: (id) => all.find((key) => key.id === id) };
}

/** The id comes from a derivation of its own, so it says nothing about the key. */
function deriveKey(secret: string): InstallationKey {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  const id = createHash('sha256').update('key id').update(bytes).digest('hex');
  return { id: id.slice(0, KEY_ID_LENGTH), bytes };
}

/** The key of one bundle. Each bundle has its own, so that its chunks may count their nonces from 0. */
export function bundleKey({ bytes }: InstallationKey, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, salt, `${PURPOSE}: one bundle`, KEY_BYTES));
}

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

/** Encrypts short texts, such as passwords of other systems, for a column of the database. */
export type TextCipher = {
  /**
   * `place` says where the text is stored, for example `session:ID:proxy`. A text that was copied to another place
   * does not decrypt there.
   */
  encrypt(text: string, place: string): string;
  /** Throws DecryptionError. */
  decrypt(encrypted: string, place: string): string;
  /** False when an old key encrypted the text: encrypt it again, and the old key is needed no more. */
  isCurrent(encrypted: string): boolean;
  /** The ids of its keys, which may be stored and shown. */
  readonly keyIds: { readonly current: string; readonly previous: readonly string[] };
  /** A hash with the current key, which cannot be reversed by trying texts. Another purpose, another hash. */
  hash(text: string, purpose: string): Buffer;
};

/** Compare by `code`. The message names no text and no key. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';
  readonly code: 'UNKNOWN_KEY' | 'DAMAGED';

  constructor(code: DecryptionError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** AES-256-GCM, with the id of the key in the text: `v1.KEY_ID.NONCE.CIPHERTEXT`. */
const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_LENGTH = 8;
const FORM = new RegExp(`^${VERSION}\\.([0-9a-f]{${KEY_ID_LENGTH}})\\.([\\w-]+)\\.([\\w-]+)$`);

type Key = { readonly id: string; readonly bytes: Buffer };

/** Encrypts with `current`. Decrypts what `current` or one of `previous` encrypted. */
export function createTextCipher(keys: {
  readonly current: string;
  readonly previous?: readonly string[];
}): TextCipher {
  const current = deriveKey(keys.current);
  const previous = (keys.previous ?? []).map(deriveKey);
  const known = [current, ...previous];
  return {
    encrypt: (text, place) => encryptWith(current, text, place),
    decrypt(encrypted, place) {
      const [, id, nonce = '', sealed = ''] = FORM.exec(encrypted) ?? [];
      if (id === undefined) throw damaged();
      const key = known.find((one) => one.id === id);
      if (!key) throw unknownKey(id);
      return decryptWith(key, { nonce, sealed, place });
    },
    hash: (text, purpose) => hashWith(current, text, purpose),
    isCurrent: (encrypted) => FORM.exec(encrypted)?.[1] === current.id,
    keyIds: { current: current.id, previous: previous.map(({ id }) => id) },
  };
}

/** A secret is any long random text. The id is public, so it comes from a derivation of its own. */
function deriveKey(secret: string): Key {
  const bytes = hkdfSync('sha256', secret, '', 'whatsapp-contact-grabber text cipher', KEY_BYTES);
  const key = Buffer.from(bytes);
  const id = createHash('sha256').update('key id').update(key).digest('hex');
  return { id: id.slice(0, KEY_ID_LENGTH), bytes: key };
}

function hashWith({ bytes }: Key, text: string, purpose: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', bytes, '', `hash: ${purpose}`, KEY_BYTES));
  return createHmac('sha256', key).update(text).digest();
}

function encryptWith({ id, bytes }: Key, text: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${VERSION}.${id}.${place}`));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

function decryptWith(
  { id, bytes }: Key,
  parts: { readonly nonce: string; readonly sealed: string; readonly place: string },
): string {
  const nonce = Buffer.from(parts.nonce, 'base64url');
  const sealed = Buffer.from(parts.sealed, 'base64url');
  if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) throw damaged();
  const decipher = createDecipheriv(ALGORITHM, bytes, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(`${VERSION}.${id}.${parts.place}`));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const start = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([start, decipher.final()]).toString('utf8');
  } catch {
    throw damaged();
  }
}

function damaged(): DecryptionError {
  const message = 'An encrypted text is damaged, or it belongs to another place.';
  return new DecryptionError('DAMAGED', message);
}

function unknownKey(id: string): DecryptionError {
  return new DecryptionError(
    'UNKNOWN_KEY',
    `An encrypted text needs the key ${id}, which is neither ENCRYPTION_KEY nor in ENCRYPTION_KEY_PREVIOUS.`,
  );
}

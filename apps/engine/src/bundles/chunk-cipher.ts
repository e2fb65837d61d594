import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ServiceError } from '@grabber/service-kit/service-error';
import {
  type BundleHeader,
  type BundleLabel,
  type BundlePlace,
  damaged,
  decodeHeader,
  encodeHeader,
  SALT_BYTES,
} from './bundle-header.ts';
import { type BundleKeys, bundleKey, type InstallationKey } from './bundle-keys.ts';

// The STREAM construction, as age and Tink use it: AES-256-GCM over chunks of one size, whose nonce is their number and
// a mark on the last one. So no chunk can be changed, moved, left out or added. Node's own cipher would hand out a whole
// file before its one tag at the end is checked.

const ALGORITHM = 'aes-256-gcm';
const CHUNK_BYTES = 64 * 1_024;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

type ChunkOptions = { readonly key: Buffer; readonly aad: Buffer; readonly number: number };
type Chunk = ChunkOptions & { readonly isLast: boolean };

function nonceOf({ number, isLast }: Chunk): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(number, NONCE_BYTES - 7, 6);
  nonce.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1);
  return nonce;
}

function sealChunk(chunk: Chunk, plain: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, chunk.key, nonceOf(chunk), { authTagLength: TAG_BYTES });
  cipher.setAAD(chunk.aad);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws ServiceError BUNDLE_DAMAGED. */
function openChunk(chunk: Chunk, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw damaged('It is cut off.');
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(ALGORITHM, chunk.key, nonceOf(chunk), options);
  decipher.setAAD(chunk.aad);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch (error) {
    throw damaged('It was changed or cut off after it was sealed.', error);
  }
}

type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>;

/** The same bytes in chunks of one size. The last has what is left, which may be nothing. */
async function* inChunks(source: Bytes, size: number) {
  let left = Buffer.alloc(0);
  for await (const bytes of source) {
    left = Buffer.concat([left, bytes]);
    // A full chunk waits for a byte after it: until then it may be the last.
    for (; left.length > size; left = left.subarray(size)) {
      yield { bytes: left.subarray(0, size), isLast: false };
    }
  }
  yield { bytes: left, isLast: true };
}

/** Encrypts a stream into a bundle. */
export async function* sealBytes(
  plain: Bytes,
  keys: BundleKeys,
  label: BundleLabel,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const { session_id, generation, sealed_at, seal_id, lease_generation } = label;
  const named = { session_id, generation, sealed_at, seal_id, lease_generation };
  const header = { format: 1, key: keys.current.id, salt: salt.toString('hex'), ...named } as const;
  const aad = encodeHeader(header);
  const key = bundleKey(keys.current, salt);
  let number = 0;
  yield aad;
  for await (const { bytes, isLast } of inChunks(plain, CHUNK_BYTES)) {
    yield sealChunk({ key, aad, number, isLast }, bytes);
    number += 1;
  }
}

/**
 * Decrypts the bundle of that place. What it hands out was sealed so, but nothing is sure to be whole before its end.
 * `onHeader` is called first. Throws ServiceError BUNDLE_DAMAGED or BUNDLE_KEY_UNKNOWN.
 */
export async function* openBytes(
  sealed: Bytes,
  keys: BundleKeys,
  expected: BundlePlace,
  onHeader: (header: BundleHeader) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const { header, aad, rest } = await splitHeader(sealed);
  requirePlace(header, expected);
  const chunks = inChunks(rest, CHUNK_BYTES + TAG_BYTES);
  const installationKey = keys.find(header.key);
  if (!installationKey) throw await whyNoKey({ header, aad, chunks }, keys);
  const key = keyOf(header, installationKey);
  onHeader(header);
  let number = 0;
  for await (const { bytes, isLast } of chunks) {
    yield openChunk({ key, aad, number, isLast }, bytes);
    number += 1;
  }
}

/** The header alone, which is not verified: for the id of its key. Throws ServiceError BUNDLE_DAMAGED. */
export async function readHeader(sealed: Bytes): Promise<BundleHeader> {
  const { header, rest } = await splitHeader(sealed);
  // Begun, because only then a generator ends its source.
  await rest.next();
  await rest.return(undefined);
  return header;
}

/** Throws ServiceError BUNDLE_DAMAGED, and ends the source then. */
async function splitHeader(sealed: Bytes) {
  const source = iterate(sealed);
  let start = Buffer.alloc(0);
  try {
    for (;;) {
      const next = await source.next();
      if (next.done) throw damaged('It is cut off.');
      start = Buffer.concat([start, next.value]);
      const found = decodeHeader(start);
      if (!found) continue;
      const aad = start.subarray(0, found.size);
      return { header: found.header, aad, rest: after(start.subarray(found.size), source) };
    }
  } catch (error) {
    await source.return(undefined);
    throw error;
  }
}

async function* iterate(bytes: Bytes): AsyncGenerator<Buffer> {
  yield* bytes;
}

/** Ends the source, too, when its reader stops early. */
async function* after(start: Buffer, source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    yield* source;
  } finally {
    await source.return(undefined);
  }
}

/** Throws ServiceError BUNDLE_DAMAGED. */
function requirePlace(header: BundleHeader, expected: BundlePlace): void {
  if (header.session_id !== expected.session_id || header.generation !== expected.generation) {
    throw damaged('It is the bundle of another session or generation.');
  }
}

function keyOf({ salt }: BundleHeader, installationKey: InstallationKey): Buffer {
  return bundleKey(installationKey, Buffer.from(salt, 'hex'));
}

/** A key that has no such id, and opens it all the same: then it is the id that was changed. Ends the source. */
async function whyNoKey(
  {
    header,
    aad,
    chunks,
  }: { header: BundleHeader; aad: Buffer; chunks: ReturnType<typeof inChunks> },
  keys: BundleKeys,
): Promise<ServiceError> {
  const { value: first } = await chunks.next();
  await chunks.return(undefined);
  if (!first) return keyUnknown(header.key);
  const at = aad.indexOf(JSON.stringify(header.key)) + 1;
  const opens = (known: InstallationKey) => {
    const sealedWith = Buffer.from(aad);
    sealedWith.write(known.id, at);
    const { bytes, isLast } = first;
    try {
      openChunk({ key: keyOf(header, known), aad: sealedWith, number: 0, isLast }, bytes);
      return true;
    } catch {
      return false;
    }
  };
  return keys.all.some(opens) ? damaged('The id of its key was changed.') : keyUnknown(header.key);
}

function keyUnknown(id: string): ServiceError {
  const needed = `The profile bundle needs the key ${id}, which is neither PROFILE_KEY nor in PROFILE_KEY_PREVIOUS.`;
  const message = `${needed} Without that key the session needs a new scan.`;
  return new ServiceError('BUNDLE_KEY_UNKNOWN', message);
}

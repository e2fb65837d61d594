import { EngineSessionId } from '@grabber/contracts/engine/session-id';
import { ServiceError } from '@grabber/service-kit/service-error';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';

const MAGIC = Buffer.from('WCGB');
export const SALT_BYTES = 32;
/** The magic, and the length of the header in two bytes. */
const PREFIX_BYTES = MAGIC.length + 2;
/** Far more than a header has. */
const MAX_HEADER_BYTES = 1_024;

/** A session has far fewer; the number has a fixed length in the names of bundles. */
const MAX_GENERATION = 9_999_999_999;
const Generation = Type.Integer({ minimum: 1, maximum: MAX_GENERATION });

/** The readable part of a bundle. It is authenticated with every chunk. */
const HEADER = Type.Object(
  {
    format: Type.Literal(1),
    key: Type.String({ pattern: '^[0-9a-f]{8}$' }),
    salt: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    session_id: EngineSessionId,
    generation: Generation,
    sealed_at: Type.String({ maxLength: 30 }),
    /** By which an engine knows its own bundle, where it was killed before it heard that it is stored. */
    seal_id: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    /** Of the last lease under which the session ran before; 0: it ran without one. */
    lease_generation: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);
export type BundleHeader = Readonly<Static<typeof HEADER>>;

/** Which bundle it is. */
export type BundlePlace = Pick<BundleHeader, 'session_id' | 'generation'>;

/** What a bundle says of itself. */
export type BundleLabel = BundlePlace &
  Pick<BundleHeader, 'sealed_at' | 'seal_id'> & {
    readonly lease_generation?: number | undefined;
  };

/** The first bytes of a bundle. */
export function encodeHeader(header: Omit<BundleHeader, keyof BundleLabel> & BundleLabel): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([MAGIC, length, text]);
}

/**
 * The header at the start of `bytes`, with how many bytes it takes. Null when more bytes are needed. Throws ServiceError
 * BUNDLE_DAMAGED.
 */
export function decodeHeader(bytes: Buffer): { header: BundleHeader; size: number } | null {
  const start = bytes.subarray(0, MAGIC.length);
  if (!start.equals(MAGIC.subarray(0, start.length))) throw damaged('It does not begin as one.');
  if (bytes.length < PREFIX_BYTES) return null;
  const length = bytes.readUInt16BE(MAGIC.length);
  if (length > MAX_HEADER_BYTES) throw damaged('Its header is too long.');
  const size = PREFIX_BYTES + length;
  if (bytes.length < size) return null;
  const header = parseJson(bytes.subarray(PREFIX_BYTES, size).toString('utf8'));
  if (!Check(HEADER, header)) throw damaged('Its header is not readable.');
  return { header, size };
}

/** The error of a bundle that is not what was sealed. */
export function damaged(why: string, cause?: unknown): ServiceError {
  const todo = 'Restore an older one (older: true), or scan again.';
  const message = `The profile bundle is damaged. ${why} ${todo}`;
  return new ServiceError('BUNDLE_DAMAGED', message, { cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Readable } from 'node:stream';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { BundlePlace } from './bundle-header.ts';

/** A bundle in a local file, ready to be stored. */
export type SealedFile = {
  readonly file: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
};

/**
 * Where bundles are kept. A bundle is listed only when it is whole. Every method rejects with ServiceError
 * PROFILE_STORE_UNAVAILABLE.
 */
export type BundleStore = {
  /**
   * Stores a bundle of a new generation. Rejects with ServiceError BUNDLE_EXISTS when there is another bundle of it.
   * With `replace` the bundle takes the place of the one that is there.
   */
  put(
    place: BundlePlace,
    sealed: SealedFile,
    options?: { readonly replace: boolean },
  ): Promise<void>;
  /** Rejects with ServiceError BUNDLE_NOT_FOUND. The stream fails as the store does. */
  get(place: BundlePlace): Promise<Readable>;
  /** The generations of a session, the newest first. */
  list(sessionId: string): Promise<number[]>;
  /** Every bundle of the store. */
  listAll(): Promise<BundlePlace[]>;
  /** Resolves also when there is none. */
  remove(place: BundlePlace): Promise<void>;
};

const SUFFIX = '.bundle';
/** As many digits as the largest generation, so that names sort by age. */
const DIGITS = 10;
const NAME = new RegExp(`^(\\d{${DIGITS}})\\${SUFFIX}$`);
const SESSION_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The name of a bundle in the folder of its session. */
export function bundleName(generation: number): string {
  return `${String(generation).padStart(DIGITS, '0')}${SUFFIX}`;
}

/** The generation in a name. Null for what is no bundle, such as half an upload. */
export function generationOf(name: string): number | null {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The place in a path `SESSION/NAME`. Null for what is no bundle. */
export function placeOf(path: string): BundlePlace | null {
  const [session_id = '', name = '', ...more] = path.split('/');
  const generation = generationOf(name);
  if (generation === null || more.length > 0 || !SESSION_ID.test(session_id)) return null;
  return { session_id, generation };
}

export function newestFirst(generations: readonly (number | null)[]): number[] {
  return generations.filter((one) => one !== null).sort((a, b) => b - a);
}

/** `why` holds no address and no name. */
export function unavailable(why: string, cause?: unknown): ServiceError {
  const message = `The store of profiles cannot be used (${why}): check PROFILE_STORE and try again.`;
  return new ServiceError('PROFILE_STORE_UNAVAILABLE', message, { cause });
}

/** The same error as it is, or that of a file on this engine's own disk. */
export function explainDisk(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (isServiceError(error) || code === undefined) return error;
  const message = `The profile cannot be read or written on the disk of this engine (${code}): check DATA_DIR and try again.`;
  return new ServiceError('PROFILE_STORE_UNAVAILABLE', message, { cause: error });
}

export function alreadyThere({ generation }: BundlePlace): ServiceError {
  const message = `The store has another bundle of generation ${generation}: another engine has sealed this session, so nothing was replaced.`;
  return new ServiceError('BUNDLE_EXISTS', message);
}

/** Without a generation: there is none at all. */
export function notThere(generation?: number, cause?: unknown): ServiceError {
  const which = generation === undefined ? '' : ` of generation ${generation}`;
  const message = `The store has no bundle${which} of this session.`;
  return new ServiceError('BUNDLE_NOT_FOUND', message, { cause });
}

/** A stream whose errors are those of the store. */
export async function* withStoreErrors(
  source: AsyncIterable<Uint8Array>,
  explain: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw explain(error);
  }
}

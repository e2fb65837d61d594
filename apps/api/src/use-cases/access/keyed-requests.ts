import { randomUUID } from 'node:crypto';
import {
  claimKey,
  type EarlierRequest,
  endKey,
  releaseKey,
} from '@grabber/database/workspaces/idempotency-keys';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { Access } from './access.ts';

/** How long a key is remembered. */
export const KEY_LIFETIME_MS = 24 * 3_600_000;
/** No request works longer than its grab and this. Then it was lost with its process. */
const CLAIM_MARGIN_MS = 120_000;
const RETRY_AFTER_SECONDS = 5;

export type Resources = Readonly<Record<string, string>>;

/** A claimed key: exactly one of the two ends it. */
export type ClaimedKey = {
  /** Stores what the request made. */
  done(status: number, resources: Resources): Promise<void>;
  /** The request changed nothing, or it is not known: it may be sent again with the same key. */
  release(): Promise<void>;
};

/**
 * Claims the Idempotency-Key of a request, or answers the request that was done with it before. Throws
 * IDEMPOTENCY_KEY_REUSED if that was another request, and IDEMPOTENCY_KEY_IN_USE while it is at work.
 */
export async function claimIdempotencyKey(
  { db, clock, cipher, grabTimeoutMs }: Pick<Context, 'db' | 'clock' | 'cipher' | 'grabTimeoutMs'>,
  access: Access,
  { key, request }: { readonly key: string; readonly request: string },
): Promise<ClaimedKey | EarlierRequest> {
  const now = clock();
  const claim = randomUUID();
  // A body may hold a phone number, which a plain hash would not hide.
  const request_hash = cipher.hash(request, 'idempotency request');
  const earlier = await claimKey(db, {
    caller: access.keyId,
    workspace_id: access.workspaceId,
    key_hash: cipher.hash(key, 'idempotency key'),
    request_hash,
    claim,
    now,
    claimed_until: new Date(now.getTime() + grabTimeoutMs + CLAIM_MARGIN_MS),
    since: new Date(now.getTime() - KEY_LIFETIME_MS),
  });
  if (earlier === null) {
    return {
      done: (status, resources) => endKey(db, claim, { status, resources }),
      release: () => releaseKey(db, claim),
    };
  }
  if (!earlier.request_hash.equals(request_hash)) {
    throw new ServiceError('IDEMPOTENCY_KEY_REUSED', 'The key was used for another request.');
  }
  if (earlier.status !== null) return earlier;
  const retryAfterSeconds = RETRY_AFTER_SECONDS;
  throw new ServiceError('IDEMPOTENCY_KEY_IN_USE', 'The request is still at work.', {
    retryAfterSeconds,
  });
}

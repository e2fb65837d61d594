import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import { shareOf } from '../use-cases/access/access.ts';

/** Answers that are sent as a whole wait in memory for their clients. Workspaces share this much. */
const MAX_UNSENT_BYTES = 64 * 1024 * 1024;
/** Smaller ones fit into the buffers of a connection, whose number is limited. */
const COUNTED_BYTES = 32 * 1024;
const RETRY_AFTER_SECONDS = 30;

/**
 * Bounds what the answers take that their clients do not read. For a scope whose requests have an access:
 * register it after authenticate(). Answers RATE_LIMITED above the workspace's share.
 */
export function boundAnswers(app: HttpServer, maxBytes = MAX_UNSENT_BYTES): void {
  const unsent = createFairSemaphore({ total: maxBytes });
  app.addHook('onSend', async ({ access }, { raw }, payload) => {
    const bytes = lengthOf(payload);
    if (bytes < COUNTED_BYTES) return payload;
    const release = unsent.tryAcquire(shareOf(access), bytes);
    if (!release) {
      const message = 'Too many answers wait for clients of this workspace that do not read them.';
      throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    if (raw.closed) release();
    else raw.once('close', release);
    return payload;
  });
}

/** A stream holds no more than a few pieces. */
function lengthOf(payload: unknown): number {
  return typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
}

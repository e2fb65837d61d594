import { LEASE_HEADER } from '@grabber/contracts/engine/lease';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import { leaseLost } from '../sessions/lease/session-lease.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';

const GENERATION = /^[1-9]\d{0,15}$/;

/**
 * Refuses requests about a session that are made under another lease than the one that the engine holds. A start that
 * brings its own lease is checked by that one. A session that the engine does not have is the route's to refuse.
 */
export function checkLease(
  scope: HttpServer,
  sessions: Pick<SessionRegistry, 'find' | 'endOverdue'>,
): void {
  scope.addHook('preHandler', async ({ headers, params, body }) => {
    // A process that was paused does this before anything else.
    sessions.endOverdue();
    const header = headers[LEASE_HEADER];
    const { id } = (params ?? {}) as { id?: string };
    if (header === undefined || id === undefined) return;
    if (typeof header !== 'string' || !GENERATION.test(header))
      throw new ServiceError('VALIDATION_FAILED', `${LEASE_HEADER} must be a generation.`);
    const session = sessions.find(id);
    const { lease: given } = (body ?? {}) as { lease?: unknown };
    if (session === undefined || given !== undefined) return;
    const { lease } = session;
    if (lease?.generation !== Number(header) || lease.isLost) throw leaseLost();
  });
}

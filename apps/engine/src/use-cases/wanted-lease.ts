import type { GivenLease, RenewedLeases, RenewLeasesBody } from '@grabber/contracts/engine/lease';
import { leaseLost } from '../sessions/lease/session-lease.ts';
import type { Lease } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';

/** The lease of a start. Throws ServiceError LEASE_LOST when another process than this one was meant. */
export function wantedLease(given: GivenLease, bootId: string): Lease {
  if (given.boot_id === bootId) return { generation: given.generation, untilMs: given.until_ms };
  throw leaseLost('The lease was given to an earlier process of this engine.');
}

/** Extends leases, and answers the sessions whose lease this process does not hold. */
export function renewLeases(
  sessions: Pick<SessionRegistry, 'renew'>,
  { boot_id, leases }: RenewLeasesBody,
  bootId: string,
): RenewedLeases {
  const isHere = boot_id === bootId;
  const refused = leases.filter(
    ({ session_id, generation, until_ms: untilMs }) =>
      !isHere || !sessions.renew(session_id, { generation, untilMs }),
  );
  return { refused: refused.map(({ session_id }) => session_id) };
}

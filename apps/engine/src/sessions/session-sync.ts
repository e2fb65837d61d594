import type { SessionSync } from '@grabber/contracts/session-status';
import type { SyncProgress } from '../reading/account-reader.ts';
import type { Session } from './session.ts';

/** A sync that has not moved for so long is not waited for. */
const PROGRESS_PATIENCE_MS = 10_000;
/** So long after the linking the phone has sent what it will send. */
const PHONE_PATIENCE_MS = 24 * 60 * 60_000;

/** Something has come in the last seconds, or the page has just connected. */
export function isProgressing({ progressAt }: SyncProgress): boolean {
  return performance.now() - progressAt <= PROGRESS_PATIENCE_MS;
}

/** How far the page has loaded the account, as clients see it. Null until a probe has shown it. */
export function syncOf(session: Session): SessionSync | null {
  const { sync } = session;
  if (sync === null) return null;
  const { synced, restored, caughtUp, contacts, history, groups } = sync.state;
  const caught_up = allOf([synced, restored, caughtUp]);
  const parts = { groups, contacts, history, caught_up };
  const values = Object.values(parts);
  const progress = Math.floor((100 * values.filter(Boolean).length) / values.length);
  return { state: stateOf(session, sync, parts), progress, ...parts };
}

type Parts = Omit<SessionSync, 'state' | 'progress'>;

function stateOf(session: Session, sync: SyncProgress, parts: Parts): SessionSync['state'] {
  const values = Object.values(parts);
  if (!values.includes(false)) return values.includes(null) ? 'unknown' : 'synced';
  if (parts.caught_up === false) return 'syncing';
  // Once given up, a new chat does not count: the phone sends the rest or it does not.
  const isStill = !(sync.hasMoved && isProgressing(sync));
  const isStalled = isStill || session.state.sync?.state === 'stalled';
  return isStalled && isLinkedLong(session) ? 'stalled' : 'syncing';
}

function isLinkedLong({ record, dependencies }: Session): boolean {
  if (record.linkedAt === null) return false;
  return dependencies.clock().getTime() - Date.parse(record.linkedAt) >= PHONE_PATIENCE_MS;
}

/** False if one is false, else null if one is unknown. */
function allOf(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

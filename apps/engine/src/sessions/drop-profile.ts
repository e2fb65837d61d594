import { createRepeatedWork, type RepeatedWork } from '@grabber/service-kit/repeated-work';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';
import { removeProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import type { LastingBundles } from '../bundles/left-bundles.ts';
import { isLeaseOver, leaseHasEnded, leaseLost } from './lease/session-lease.ts';
import type { Session } from './session.ts';
import type { SessionRecord } from './session-files.ts';
import { isRunning } from './session-state.ts';
import type { SessionTable } from './session-table.ts';

/** The lease under which the browser of a profile last ran. 0: it last ran without one, so that no lease tells its age. */
export function profileGeneration({ lease }: Pick<SessionRecord, 'lease'>): number {
  return lease.endsByTime ? lease.generation : 0;
}

/** Removes what sessions that are elsewhere, or deleted, have left here. */
export type Remover = {
  /**
   * Removes a session that is not used here any more, with its profile. No browser starts, so its device stays linked where
   * another engine has it, and the stored copies stay. Rejects with ServiceError SESSION_NOT_FOUND, LEASE_LOST when the
   * profile has run under another lease than `generation`, or PROFILE_IN_USE while a browser runs or may run on it.
   */
  dropProfile(id: string, generation: number): Promise<void>;
  /**
   * Removes the stored copies of a session that was deleted. Rejects with ServiceError PROFILE_IN_USE while this engine has
   * the session, or PROFILE_STORE_UNAVAILABLE.
   */
  forgetDeleted(id: string): Promise<void>;
  /** Removes the stored copies that a logout could not remove. Rejects with ServiceError PROFILE_STORE_UNAVAILABLE. */
  forgetLeft(): Promise<void>;
};

export function createRemover(
  table: SessionTable,
  options: { bundles: LastingBundles | null; onRemoved: (session: Session) => void },
): Remover {
  const { bundles, onRemoved } = options;
  return {
    dropProfile: (id, generation) =>
      table.runExclusive(id, async () => {
        const session = table.get(id);
        await leaseHasEnded(session);
        if (profileGeneration(session.record) !== generation)
          throw leaseLost('The profile here has run under another lease.');
        if (mayRun(session)) throw inUse('The session runs here, or may run.');
        await eraseFiles(session);
        table.remove(id);
        session.log.info({ generation }, 'Unused session profile removed');
        onRemoved(session);
      }),
    forgetDeleted: (id) =>
      table.runExclusive(id, async () => {
        if (table.find(id)) throw inUse('This engine has the session: its profile must go first.');
        await bundles?.forget(id);
      }),
    async forgetLeft() {
      for (const id of (await bundles?.listLeft()) ?? [])
        await table.runExclusive(id, async () => bundles?.settle(id));
    },
  };
}

const FORGET_INTERVAL_MS = 60_000;

/** Tries again to remove the bundles that could not be removed when their sessions went. */
export function createForgetWork(
  { forgetLeft }: Pick<Remover, 'forgetLeft'>,
  logger: Logger,
): RepeatedWork {
  return createRepeatedWork({
    logger,
    intervalMs: FORGET_INTERVAL_MS,
    failure: 'Removing left profile bundles failed, retrying',
    run: forgetLeft,
  });
}

function mayRun(session: Session): boolean {
  const isLeased = session.lease !== null && !isLeaseOver(session);
  return isLeased || session.isActive || isRunning(session.state);
}

function inUse(message: string): ServiceError {
  return new ServiceError('PROFILE_IN_USE', message);
}

/**
 * Removes the files of a session whose browser has ended. `andThen` runs between the profile and the record, so that a
 * killed engine knows of the session what is left to do. Rejects with ServiceError PROFILE_IN_USE.
 */
export async function eraseFiles(
  { files }: Session,
  andThen: () => Promise<void> = async () => undefined,
): Promise<void> {
  await files.create();
  const lock = await lockProfile(files.directory);
  try {
    await removeProfile(files.profileDir);
    await andThen();
    await files.remove();
  } finally {
    await lock.release();
  }
}

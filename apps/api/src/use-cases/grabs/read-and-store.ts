import type { TrailerLine } from '@grabber/contracts/engine/reading';
import { findGrab } from '@grabber/database/grabs/find-grabs';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { GrabStore } from '@grabber/database/store/begin-grab-store';
import type { Deadline } from '@grabber/primitives/deadline';
import type { Context } from '../../context.ts';
import { createGrabRun } from '../../grabs/grab-run.ts';
import { retentionStart } from '../contacts/apply-retention.ts';
import { emitProgress, emitState } from './emit-grab.ts';
import { failGrab } from './fail-grab.ts';
import { type ReadProgress, storeRead } from './store-read.ts';

type ReasonCode = TrailerLine['incomplete_reasons'][number]['code'];

/** The page may not have caught up with WhatsApp, or its own storage with the page. */
const PAGE_IS_BEHIND: readonly ReasonCode[] = [
  'SYNC_UNFINISHED',
  'PAGE_RESTORING',
  'CATCHING_UP',
  'SYNC_STATE_UNKNOWN',
];

/**
 * Reads the account for a running grab and stores it, all or nothing. The grab's row then shows how it
 * ended. A cancellation stops it, in whichever process the request arrives.
 */
export async function readAndStore(
  context: Context,
  store: GrabStore,
  running: GrabRow,
  deadline: Deadline,
): Promise<GrabRow> {
  const { db, engine } = context;
  const { session_id, kind } = running;
  // An earlier try has asked WhatsApp already: the page has the answer, and another query would come too soon.
  const refresh = running.refresh && running.queries_sent === 0;
  const watched = context.watch.watch(running.id);
  const signal = AbortSignal.any([deadline.signal, watched.signal]);
  // A complete read is stored even if the callers have left.
  const storeSignal = AbortSignal.any([deadline.timeSignal, watched.signal]);
  const run = createGrabRun(running);
  emitState(context, running);
  try {
    const deadlineMs = deadline.remainingMs();
    const read = engine.read({
      ...{ sessionId: session_id, kind, refresh, signal, deadlineMs },
      withoutWhatsApp: kind !== 'groups' && store.choices.include_without_whatsapp,
      lockedChats: store.choices.include_locked,
    });
    const onProgress = (progress: ReadProgress): void => {
      run.noteQueries(progress.queries_sent);
      emitProgress(context, running, progress);
    };
    const { contactRetentionDays: days } = context;
    const leftSince = days === null ? null : retentionStart(context.clock(), days);
    const { account, trailer } = await store.until(signal, () =>
      storeRead(store, read, { leftSince, onProgress }),
    );
    run.endRead();
    signal.throwIfAborted();
    const outcome = {
      grab_id: running.id,
      account,
      listing_complete: trailer.listing_complete,
      members_may_lag: mayLag(trailer),
      incomplete_reasons: trailer.incomplete_reasons,
      removal_limits: running.confirm_removals ? null : context.removalLimits,
      queries_sent: run.queriesSent(),
      timings: { ...run.timings(), ...engineTimings(trailer) },
    };
    await store.finish(outcome, { signal: storeSignal, timeout_ms: deadline.remainingMs() });
  } catch (error) {
    if (!(await failGrab(context, running, error, run)).isStored) throw error;
  } finally {
    watched.end();
  }
  const stored = (await findGrab(db, { id: running.id, session_id })) ?? running;
  emitState(context, stored);
  return stored;
}

/** What the page had missed may be in the stored members already, and not in the page's. */
function mayLag({ incomplete_reasons }: TrailerLine): boolean {
  return incomplete_reasons.some(({ code }) => PAGE_IS_BEHIND.includes(code));
}

function engineTimings({ timings }: TrailerLine): Record<string, number> {
  return {
    engine_groups_ms: Math.round(timings.groups_ms),
    engine_contacts_ms: Math.round(timings.contacts_ms),
    engine_total_ms: Math.round(timings.total_ms),
  };
}

import type { TrailerLine } from '@grabber/contracts/engine/reading';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { GrabStore } from '@grabber/database/store/begin-grab-store';
import type { Deadline } from '@grabber/primitives/deadline';
import type { Context } from '../../context.ts';
import { createGrabRun } from '../../grabs/grab-run.ts';
import { retentionStart } from '../contacts/apply-retention.ts';
import { budgetedRead } from './budgeted-read.ts';
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
  { owner, deadline }: { readonly owner: string; readonly deadline: Deadline },
): Promise<GrabRow> {
  const { engine } = context;
  const { session_id, kind } = running;
  // An earlier try has asked WhatsApp already: the page has the answer, and another query would come too soon.
  const refresh = running.refresh && running.queries_sent === 0;
  const watched = context.watch.watch(running.id);
  const signal = AbortSignal.any([deadline.signal, watched.signal, store.lost]);
  // A complete read is stored even if the callers have left.
  const storeSignal = AbortSignal.any([deadline.timeSignal, watched.signal]);
  const run = createGrabRun(running);
  emitState(context, running);
  try {
    const deadlineMs = deadline.remainingMs();
    // With several engines: what is read under this lease is stored under no other.
    const generation = await context.pool?.generationOf(session_id);
    const lines = engine.read({
      ...{ sessionId: session_id, kind, refresh, generation, signal, deadlineMs },
      withoutWhatsApp: kind !== 'groups' && store.choices.include_without_whatsapp,
      lockedChats: store.choices.include_locked,
      owner,
    });
    const read = budgetedRead(context, { session_id, kind, refresh }, lines);
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
      read: readCounts(trailer),
      placement_generation: generation,
    };
    const limits = { signal: storeSignal, timeout_ms: deadline.remainingMs() };
    const { grab } = await store.finish(outcome, limits);
    emitState(context, grab);
    return grab;
  } catch (error) {
    const { storedRow } = await failGrab(context, running, error, run);
    if (!storedRow) throw error;
    emitState(context, storedRow);
    return storedRow;
  } finally {
    watched.end();
  }
}

function readCounts(trailer: TrailerLine) {
  const { total_groups: groups, total_contacts, total_participants: participants } = trailer;
  const contacts = total_contacts + (trailer.total_without_whatsapp ?? 0);
  return { groups, contacts, participants };
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

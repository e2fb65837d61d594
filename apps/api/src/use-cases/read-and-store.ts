import type { GrabStore } from '@grabber/database/begin-grab-store';
import { findGrab } from '@grabber/database/find-grab';
import type { GrabRow } from '@grabber/database/grab-row';
import type { Context } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { failGrab } from './fail-grab.ts';
import { storeRead } from './store-read.ts';
import { tellProgress, tellState } from './tell-grab.ts';

/**
 * Reads what a running grab is to read and stores it, all or nothing; its row says afterwards how it
 * ended. Stops when the grab is cancelled, wherever that is asked for.
 */
export async function readAndStore(
  context: Context,
  store: GrabStore,
  running: GrabRow,
  deadline: Deadline,
  waitedMs: number,
): Promise<GrabRow> {
  const { db, engine } = context;
  const { session_id, kind, refresh } = running;
  const watched = context.watch.watch(running.id);
  const signal = AbortSignal.any([deadline.signal, watched.signal]);
  const startedAt = performance.now();
  const timings = () => ({
    wait_ms: Math.round(waitedMs),
    read_ms: Math.round(performance.now() - startedAt),
  });
  tellState(context, running);
  try {
    const deadlineMs = deadline.remainingMs();
    const read = engine.read({ sessionId: session_id, kind, refresh, signal, deadlineMs });
    const { trailer, unreadable } = await storeRead(store, read, (progress) =>
      tellProgress(context, running, progress),
    );
    signal.throwIfAborted();
    const { groups_ms, contacts_ms, total_ms } = trailer.timings;
    await store.finish({
      grab_id: running.id,
      listing_complete: trailer.listing_complete,
      unreadable,
      incomplete_reasons: trailer.incomplete_reasons,
      queries_sent: trailer.queries_sent,
      timings: {
        ...timings(),
        engine_groups_ms: Math.round(groups_ms),
        engine_contacts_ms: Math.round(contacts_ms),
        engine_total_ms: Math.round(total_ms),
      },
    });
  } catch (error) {
    await failGrab(context, running, error, timings());
    throw error;
  } finally {
    watched.end();
  }
  const stored = (await findGrab(db, { id: running.id, session_id })) ?? running;
  tellState(context, stored);
  return stored;
}

import type { Database } from '../../src/connection/open-database.ts';
import { insertRunningGrab } from '../../src/grabs/running-grabs.ts';
import type { GrabStore } from '../../src/store/begin-grab-store.ts';
import { addAccount, nextTime } from '../../src/testing/grab-account.ts';

/** Gives the store of a session's grab all that was read, and answers the running grab with what `finish` takes. */
export async function readGrabInto(
  store: GrabStore,
  account: Parameters<typeof addAccount>[1],
  { db, session_id }: { readonly db: Database; readonly session_id: string },
) {
  const grab = await insertRunningGrab(db, { session_id, kind: 'all', now: nextTime() });
  await addAccount(store, account);
  const outcome = {
    grab_id: grab.id,
    listing_complete: { groups: true, contacts: true },
    incomplete_reasons: [],
    queries_sent: 0,
    timings: {},
  };
  return { grab, outcome };
}

import { insertRunningGrab } from '@grabber/database/grabs/running-grabs';
import { beginGrabStore } from '@grabber/database/store/begin-grab-store';
import { TEST_EXCLUSION_KEY } from '@grabber/database/testing/exclusion-key';
import { contactBatches, groupAt, membersOf, type StoreSize } from './account.ts';
import type { BenchDatabase } from './bench-database.ts';

const LOCK_TIMEOUT_MS = 10_000;
const CHANGED_ONE_IN = 10;

/** Stores the account like a grab does. In milliseconds, from the begin to the commit. */
export async function storeByGrab(
  { db, session_id }: BenchDatabase,
  size: StoreSize,
  changed: boolean,
): Promise<number> {
  const isChanged = (index: number) => changed && index % CHANGED_ONE_IN === 0;
  const startedAt = performance.now();
  const now = () => new Date();
  const lock = { exclusion_key: TEST_EXCLUSION_KEY, lock_timeout_ms: LOCK_TIMEOUT_MS };
  const store = await beginGrabStore(db, { session_id, kind: 'all', now, ...lock });
  try {
    const grab = await insertRunningGrab(db, { session_id, kind: 'all', now: now() });
    for (let index = 0; index < size.groups; index += 1) {
      const group = groupAt(index, size.members);
      await store.addGroups([group]);
      await store.addParticipants(group.contact_id, membersOf(index, size, isChanged));
    }
    for (const batch of contactBatches(size.contacts, isChanged)) await store.addContacts(batch);
    await store.finish({
      grab_id: grab.id,
      listing_complete: { groups: true, contacts: true },
      incomplete_reasons: [],
      queries_sent: 0,
      timings: {},
    });
    return performance.now() - startedAt;
  } finally {
    await store.rollback();
  }
}

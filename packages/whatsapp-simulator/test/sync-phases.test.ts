import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageOptions } from '../src/page-options.ts';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import {
  HAS_SYNCED,
  openEarlyPage,
  openLinkedPage,
  openPage,
  type TestPage,
} from './testing/linked-page.ts';
import { makeProfile } from './testing/test-browser.ts';

const SPEC = {
  ...{ contacts: 30, groups: 4, participants: 6, left_groups: 0 },
  ...{ saved_share: 0.5, blocked_share: 0.2 },
};
const PHASE_MS = 400;
/** Longer than the tests. */
const LATE_MS = 600_000;

let simulator: Simulator;
let seed = 90;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

/** An account whose pages behave so. */
async function accountWith(options: Partial<PageOptions>): Promise<typeof SPEC & { seed: number }> {
  seed += 1;
  const { account_id } = await simulator.control.createAccount({ ...SPEC, seed });
  await simulator.control.setOptions(options, account_id);
  return { ...SPEC, seed };
}

/** The parts of the sync, as the modules of the page show them. */
const SIGNALS = `(async () => {
  const { collectionStates } = require('WAWebSyncdCollectionsStateMachine');
  const names = ['critical_unblock_low'];
  const [row] = await require('WAWebGetCollectionVersion').bulkGetCollectionVersionsInTransaction(names);
  const { Chat, Contact } = require('WAWebCollections');
  const { getIsMyContact } = require('WAWebFrontendContactGetters');
  const chats = Chat.getModelsArray();
  return {
    delivered: require('WAWebBackendEventBus').BackendEventBus.isOfflineDeliveryEnd,
    restoring: require('WAWebAppTracker').AppTracker.isRunning('LoadMainScreen'),
    contacts: collectionStates.get(names[0])?.state === 'UpToDate' && row?.version !== undefined,
    groups: !require('WAWebSyncBootstrap').isSyncDBootstrapGroupMetadataQueryInProcess(),
    history: require('WAWebUserPrefsHistorySync').getHistorySyncStatus()?.recentCompleted === true,
    blocklist: require('WAWebUserPrefsMultiDevice').getBlocklistHash() !== undefined,
    blocked: require('WAWebCollections').Blocklist.getModelsArray().length,
    saved: Contact.getModelsArray().filter(getIsMyContact).length,
    groupChats: chats.filter(({ id }) => id.isGroup()).length,
  };
})()`;

type Part = 'contacts' | 'groups' | 'history' | 'blocklist';
type Signals = Record<'delivered' | 'restoring' | Part, boolean> &
  Record<'saved' | 'groupChats' | 'blocked', number>;
const signalsOf = (page: TestPage) => page.evaluate<Signals>(SIGNALS);

describe('a newly paired page', () => {
  test('has synced before its contacts, groups, blocklist and history have come, each at its time', async () => {
    const spec = await accountWith({
      contacts_delay_ms: PHASE_MS,
      groups_delay_ms: 2 * PHASE_MS,
      history_delay_ms: LATE_MS,
      blocklist_delay_ms: LATE_MS,
    });
    const page = await openEarlyPage(simulator, spec);
    try {
      const seen: Signals[] = [];
      await expect
        .poll(async () => seen[seen.push(await signalsOf(page)) - 1], { timeout: 60_000 })
        .toMatchObject({ contacts: true, groups: true, groupChats: 4 });
      for (const signals of seen) {
        // A part that shows as complete is there.
        if (signals.contacts) expect(signals.saved).toBeGreaterThanOrEqual(SPEC.contacts / 2);
        if (signals.groups) expect(signals.groupChats).toBe(4);
      }
      expect(seen.at(-1)).toMatchObject({ history: false, blocklist: false, blocked: 0 });
    } finally {
      await page.close();
    }
  });
});

test('labels have come when their part of the app state has a version (WAWebLabelSync, WAWebSyncdConst)', async () => {
  const LABELS = `(async () => {
    const { collectionStates } = require('WAWebSyncdCollectionsStateMachine');
    const { bulkGetCollectionVersionsInTransaction: ask } = require('WAWebGetCollectionVersion');
    const [row] = await ask(['regular']);
    const { LabelCollection } = require('WAWebLabelCollection');
    const labelled = require('WAWebCollections').Chat.filter(({ labels }) => labels.length > 0);
    return {
      isApplied: collectionStates.get('regular')?.state === 'UpToDate' && row?.version !== undefined,
      labels: LabelCollection.getModelsArray().length > 0,
      chats: labelled.length > 0,
    };
  })()`;
  const page = await openLinkedPage(simulator, await accountWith({ labels_delay_ms: PHASE_MS }));
  try {
    const seen: object[] = [];
    await expect
      .poll(async () => seen[seen.push(await page.evaluate<object>(LABELS)) - 1], {
        timeout: 60_000,
      })
      .toEqual({ isApplied: true, labels: true, chats: true });
    const before = { isApplied: false, labels: false, chats: false };
    expect([...new Set(seen.map((one) => JSON.stringify(one)))].slice(0, -1)).toEqual([
      JSON.stringify(before),
    ]);
  } finally {
    await page.close();
  }
});

describe('a change on the phone', () => {
  const SUBJECTS = `require('WAWebCollections').Chat.getModelsArray().map(({ name }) => name)`;
  const add = (account: string, subject: string) =>
    simulator.control.changeAccount(account, [{ type: 'add_group', subject }]);

  test('during a sync shows in the parts that have come', async () => {
    const spec = await accountWith({ contacts_delay_ms: LATE_MS });
    const page = await openLinkedPage(simulator, spec);
    try {
      await page.until(`(${SIGNALS}).then(({ groupChats }) => groupChats === 4)`);
      await add(page.account.account_id, 'Baru');
      expect(await page.evaluate(SUBJECTS)).toContain('Baru');
      expect(await signalsOf(page)).toMatchObject({ contacts: false, groupChats: 5 });
    } finally {
      await page.close();
    }
  });

  test('while the line is lost comes with the delivery of what was missed (WAWebOfflineHandler)', async () => {
    const spec = await accountWith({});
    const page = await openLinkedPage(simulator, spec);
    try {
      const { account_id: account } = page.account;
      await simulator.control.setOptions({ offline_delivery_ms: LATE_MS }, account);
      await simulator.control.injectFault(account, { type: 'offline' });
      await add(account, 'Terlewat');
      await simulator.control.clearFaults(account);
      await add(account, 'Setelahnya');
      expect(await signalsOf(page)).toMatchObject({ delivered: false, groupChats: 4 });
      // The next delivery brings what the one before it had to bring.
      await simulator.control.setOptions({ offline_delivery_ms: 0 }, account);
      await simulator.control.injectFault(account, { type: 'line_lost' });
      await page.until(`(${SIGNALS}).then(({ delivered }) => delivered)`);
      const subjects = await page.evaluate<string[]>(SUBJECTS);
      expect(subjects.slice(-2)).toEqual(['Terlewat', 'Setelahnya']);
      // The delivery before it never ends, and keeps nothing back.
      await add(account, 'Sesudahnya');
      expect(await page.evaluate(SUBJECTS)).toContain('Sesudahnya');
    } finally {
      await page.close();
    }
  });
});

describe('a restored page', () => {
  test('may have synced before its collections are restored: offline delivery ends later', async () => {
    const spec = await accountWith({ restore_delay_ms: LATE_MS });
    const profile = await makeProfile();
    await (await openLinkedPage(simulator, spec, profile)).close();
    const page = await openPage(simulator, profile);
    try {
      await page.until(HAS_SYNCED);
      expect(await signalsOf(page)).toMatchObject({
        delivered: false,
        restoring: true,
        contacts: true,
        groups: true,
        history: true,
        saved: 0,
        groupChats: 0,
      });
    } finally {
      await page.close();
    }
  });
});

describe('a page whose line was lost', () => {
  /** The values of the flag from the end of the line's loss on, each once. */
  const FLAGS_AFTER_LOSS = `new Promise((resolve) => {
    const { Socket } = require('WAWebSocketModel');
    const bus = require('WAWebBackendEventBus').BackendEventBus;
    const seen = [];
    const note = () => seen.at(-1) !== bus.isOfflineDeliveryEnd && seen.push(bus.isOfflineDeliveryEnd);
    Socket.on('change', () => Socket.state === 'CONNECTED' && note());
    bus.on('offline_delivery_state_reset', note);
    bus.on('offline_delivery_end', () => { note(); resolve(seen); });
    window.isWatched = true;
  })`;

  test('shows the end of the earlier delivery until the announcement of what was missed (WAWebOfflineHandler)', async () => {
    const spec = await accountWith({ offline_announcement_ms: PHASE_MS });
    const page = await openLinkedPage(simulator, spec);
    try {
      const { account_id: account } = page.account;
      const seen = page.evaluate<boolean[]>(FLAGS_AFTER_LOSS);
      await page.until('window.isWatched');
      await simulator.control.injectFault(account, { type: 'offline' });
      await simulator.control.clearFaults(account);
      expect(await seen).toEqual([true, false, true]);
    } finally {
      await page.close();
    }
  });
});

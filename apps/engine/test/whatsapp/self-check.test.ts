import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  GROUP_METADATA_MEMBERS,
  USED_MEMBERS,
  type UsedMember,
} from '../../src/whatsapp/reader/page/modules.ts';
import { setOptionsForTest } from '../support/options-for-test.ts';
import { pair, pairEarly, pairWithoutSync } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 2_100, contacts: 12, groups: 3, participants: 4, odd_names: false };
/** Without it the page has no state, so that no session connects. */
const VITAL_TO_CONNECT = 'WAWebSocketModel';
const READS = [
  ['groups', 'groups'],
  ['contacts', 'contacts'],
  ['all', 'all-contacts'],
] as const;

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let accountId: string;

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({ simulator, dataDir: dataDir.path });
  accountId = (await simulator.control.createAccount(SPEC)).account_id;
  await pair(engine, simulator, 'one', accountId);
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

/** The self-check runs whenever the page connects. */
async function connectAgain() {
  const { status_changed_at: before } = await engine.session('one');
  // Long enough that the engine's next look at the page sees it, also on a busy machine.
  await simulator.control.injectFault(accountId, { type: 'line_lost', duration_ms: 1_500 });
  return poll(
    () => engine.session('one'),
    ({ status, status_changed_at }) => status === 'connected' && status_changed_at !== before,
  );
}

async function changesInMetrics(): Promise<string[]> {
  const { text } = await engine.call('GET', '/metrics');
  return text.split('\n').filter((line) => line.startsWith('grabber_engine_whatsapp_web_changed{'));
}

const inMetrics = (member: string) =>
  `grabber_engine_whatsapp_web_changed{code="WHATSAPP_WEB_CHANGED",member="${member}"} 1`;

/** A list that is read, and not complete, without them: signals of the sync, and members after a lost line. */
const NEEDED_BY: Readonly<Record<string, 'groups' | 'contacts'>> = {
  WAWebSyncdCollectionsStateMachine: 'contacts',
  WAWebGetCollectionVersion: 'contacts',
  WAWebUserPrefsHistorySync: 'contacts',
  WAWebSyncBootstrap: 'groups',
  WAWebSchemaParticipant: 'groups',
};

describe('a member that WhatsApp Web no longer has is named in the status and the metrics, and stops only the reads that need it:', () => {
  afterAll(async () => {
    await simulator.control.clearFaults(accountId);
    expect(await connectAgain()).toMatchObject({ last_error: null });
    expect(await changesInMetrics()).toEqual([]);
  });

  it.each(
    [
      ...USED_MEMBERS,
      ...GROUP_METADATA_MEMBERS.map(
        (member): UsedMember => [[], 'WAWebCollections', 'WAWebGroupMetadataCollection', member],
      ),
    ]
      .filter(([, module]) => module !== VITAL_TO_CONNECT)
      .map(([blocks, module, ...path]) => ({
        name: [module, ...path].join('.'),
        blocks,
        fault: { type: 'module_missing', module, member: path.join('.') } as const,
      })),
  )('$name', async ({ name, blocks, fault }) => {
    // The member of the case before is back: only this one is named.
    await simulator.control.clearFaults(accountId);
    await simulator.control.injectFault(accountId, fault);
    const { last_error } = await connectAgain();
    expect(last_error?.code).toBe('WHATSAPP_WEB_CHANGED');
    expect(last_error?.message).toContain(`missing: ${name}.`);
    expect(await changesInMetrics()).toEqual([inMetrics(name)]);
    const list = NEEDED_BY[fault.module];
    for (const [kind, path] of READS) {
      const isBlocked = kind === 'all' ? blocks.length > 0 : blocks.includes(kind);
      const expected = isBlocked
        ? { status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } }
        : { status: 200, body: { complete: !list || (kind !== 'all' && kind !== list) } };
      expect(await engine.call('GET', `/sessions/one/${path}`), kind).toMatchObject(expected);
    }
  });
});

it('members that only the session uses are named, too, and stop no read', async () => {
  const hidden = [
    { module: 'WAComms', member: 'isCommsInitialized' },
    { module: 'WAWebUnpairDeviceJob', member: 'unpairDevice' },
    { module: 'WAWebStreamModel', member: 'Stream.markUnavailable' },
  ];
  for (const { module, member } of hidden) {
    await simulator.control.injectFault(accountId, { type: 'module_missing', module, member });
  }
  const { last_error } = await connectAgain();
  const names = hidden.map(({ module, member }) => `${module}.${member}`);
  expect(last_error?.message).toBe(
    `WhatsApp Web has changed (version 2.3000.1042000000): all reads work, some with less detail; missing: ${names.join(', ')}.`,
  );
  await simulator.control.clearFaults(accountId);
  expect(await connectAgain()).toMatchObject({ last_error: null });
});

describe('before it is connected, a page', () => {
  const hide = (module: string, member: string) => ({ missing_modules: [{ module, member }] });
  const isNamed = (session: string, member: string) =>
    poll(
      () => engine.session(session),
      ({ last_error }) => last_error?.message.includes(`missing: ${member}.`) === true,
    );
  const account = async () => (await simulator.control.createAccount(SPEC)).account_id;

  afterEach(async () => {
    await engine.call('DELETE', '/sessions/phase?force=true&logout=true');
    expect(await changesInMetrics()).toEqual([]);
  });

  it('names what its pairing lacks, also beside the next QR code', async () => {
    const options = hide('WAWebAltDeviceLinkingApi', 'getCurrentHelloCached');
    await setOptionsForTest(simulator, { ...options, qr_first_lifetime_ms: 1_000 });
    await engine.call('PUT', '/sessions/phase');
    const member = 'WAWebAltDeviceLinkingApi.getCurrentHelloCached';
    await isNamed('phase', member);
    expect(await changesInMetrics()).toEqual([inMetrics(member)]);
    const { qr_expires_at: before } = await engine.reaches('phase', 'qr');
    const next = await poll(
      () => engine.session('phase'),
      ({ qr_expires_at }) => qr_expires_at !== before,
    );
    expect(next).toMatchObject({ status: 'qr', last_error: { code: 'WHATSAPP_WEB_CHANGED' } });
  });

  it('names what its sync lacks, and its device can be unlinked', async () => {
    await setOptionsForTest(simulator, hide('WAComms', 'maybeResetSocketLoop'));
    await pairWithoutSync(engine, simulator, 'phase', await account());
    await isNamed('phase', 'WAComms.maybeResetSocketLoop');
    expect(await engine.session('phase')).toMatchObject({ status: 'connecting' });
    await simulator.control.setOptions({ sync_never: false });
    const answer = await engine.call('DELETE', '/sessions/phase?logout=true');
    expect(answer).toMatchObject({ status: 200, body: { device_unlinked: true } });
  });

  it('names what it lacks while it restores its storage', async () => {
    const accountId = await account();
    await pairEarly(engine, simulator, 'phase', accountId);
    await engine.call('DELETE', '/sessions/phase');
    const options = hide('WAWebAppTracker', 'AppTracker.isRunning');
    await simulator.control.setOptions({ ...options, restore_delay_ms: 600_000 }, accountId);
    await engine.call('PUT', '/sessions/phase');
    await isNamed('phase', 'WAWebAppTracker.AppTracker.isRunning');
    expect(await engine.session('phase')).toMatchObject({ status: 'connected' });
  });
});

it('a module that the library cannot start without ends the start and shows in the metrics', async () => {
  await simulator.control.setOptions({ missing_modules: [{ module: VITAL_TO_CONNECT }] });
  await engine.call('PUT', '/sessions/two');
  const { last_error } = await engine.reaches('two', 'failed');
  await simulator.control.setOptions({ missing_modules: [] });
  expect(last_error).toMatchObject({ code: 'WHATSAPP_WEB_CHANGED' });
  expect(await changesInMetrics()).toHaveLength(1);
  await engine.call('DELETE', '/sessions/two?logout=true');
  expect(await changesInMetrics()).toEqual([]);
});

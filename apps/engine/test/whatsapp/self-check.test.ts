import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  changesInMetrics,
  connectAgain,
  expectNamed,
  inMetrics,
  MISSING_MEMBERS,
  oneOfEachKind,
  VITAL_TO_CONNECT,
} from '../cases/missing-members.ts';
import { setOptionsForTest } from '../support/options-for-test.ts';
import { pair, pairEarly, pairWithoutSync } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = { seed: 2_100, contacts: 12, groups: 3, participants: 4, odd_names: false };
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

const stage = () => ({ engine, simulator, accountId });

describe('a member that WhatsApp Web no longer has is named in the status and the metrics, and stops only the reads that need it:', () => {
  afterAll(async () => {
    await simulator.control.clearFaults(accountId);
    expect(await connectAgain(stage())).toMatchObject({ last_error: null });
    expect(await changesInMetrics(stage())).toEqual([]);
  });

  // The soak takes all of them.
  it.each(oneOfEachKind(MISSING_MEMBERS))('$name', (missing) => expectNamed(stage(), missing));
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
  const { last_error } = await connectAgain(stage());
  const names = hidden.map(({ module, member }) => `${module}.${member}`);
  expect(last_error?.message).toBe(
    `WhatsApp Web has changed (version 2.3000.1042000000): all reads work, some with less detail; missing: ${names.join(', ')}.`,
  );
  await simulator.control.clearFaults(accountId);
  expect(await connectAgain(stage())).toMatchObject({ last_error: null });
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
    expect(await changesInMetrics(stage())).toEqual([]);
  });

  it('names what its pairing lacks, also beside the next QR code', async () => {
    const options = hide('WAWebAltDeviceLinkingApi', 'getCurrentHelloCached');
    await setOptionsForTest(simulator, { ...options, qr_first_lifetime_ms: 1_000 });
    await engine.call('PUT', '/sessions/phase');
    const member = 'WAWebAltDeviceLinkingApi.getCurrentHelloCached';
    await isNamed('phase', member);
    expect(await changesInMetrics(stage())).toEqual([inMetrics(member)]);
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
  expect(await changesInMetrics(stage())).toHaveLength(1);
  await engine.call('DELETE', '/sessions/two?logout=true');
  expect(await changesInMetrics(stage())).toEqual([]);
});

import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { describe, expect, it } from 'vitest';
import { expectLineComesBack, expectTakenBackOnce } from '../cases/line-cases.ts';
import { FAULTY_ACCOUNT, useFaultySession } from '../support/faulty-session.ts';
import { setOptionsForTest } from '../support/options-for-test.ts';
import { shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';

// What the engine does in the states of WhatsApp Web that exist, on the simulated page. The fault table has the
// ban, the lock and the lost line; ../../soak/session-states.soak.ts has the rest.

const use = useFaultySession();

const profile = () => join(use.dataDir, 'engine/sessions', use.session, 'profile');
const devicesOf = async (accountId: string) =>
  (await use.simulator.control.getAccount(accountId)).devices;
const withOptions = (options: Partial<PageOptions>) => setOptionsForTest(use.simulator, options);

describe('a logout that WhatsApp does not confirm', () => {
  it('answers LOGOUT_FAILED, and the session stays connected, readable and linked', async () => {
    const accountId = await use.pairNewAccount();
    await use.simulator.control.setOptions({ unpair_status: 500 }, accountId);
    const answer = await use.engine.call('DELETE', `/sessions/${use.session}?logout=true`);
    expect(answer).toMatchObject({ status: 502, body: { code: 'LOGOUT_FAILED' } });
    await access(profile());
    expect(await devicesOf(accountId)).toHaveLength(1);
    expect(await use.engine.session(use.session)).toMatchObject({ status: 'connected' });
    await use.expectReadable();
    const logged = await use.simulator.control.queries(accountId);
    expect(logged).toMatchObject({ log_lines: 0, page_errors: 0, messages_touched: 0 });
    await use.simulator.control.setOptions({ unpair_status: 200 }, accountId);
    const again = await use.engine.call('DELETE', `/sessions/${use.session}?logout=true`);
    expect(again).toMatchObject({ status: 200, body: { device_unlinked: true } });
    expect(await devicesOf(accountId)).toEqual([]);
  });

  it('because the profile was lost does not answer 200', async () => {
    const accountId = await use.pairNewAccount();
    await use.engine.call('DELETE', `/sessions/${use.session}`);
    await rm(profile(), { recursive: true });
    await use.engine.call('PUT', `/sessions/${use.session}`);
    const lost = await use.engine.reaches(use.session, 'logged_out');
    expect(lost.last_error).toMatchObject({ code: 'LOGIN_LOST' });
    const answer = await use.engine.call('DELETE', `/sessions/${use.session}?logout=true`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'LOGOUT_NOT_CONFIRMED' } });
    expect(await devicesOf(accountId)).toHaveLength(1);
  });
});

describe('a line to WhatsApp', () => {
  it('that is lost shows NO_NETWORK, and the page is asked to try again at once', () =>
    expectLineComesBack(use, 'when_asked'));

  it('that another browser takes is taken back once, then the session stops', () =>
    expectTakenBackOnce(use, true));
});

it('a page behind a passcode shows SCREEN_LOCKED, and nothing starts it again', async () => {
  await use.pairNewAccount();
  await use.engine.call('DELETE', `/sessions/${use.session}`);
  await withOptions({ screen_locked: true });
  await use.engine.call('PUT', `/sessions/${use.session}`);
  const locked = await use.engine.reaches(use.session, 'failed');
  expect(locked.last_error).toMatchObject({ code: 'SCREEN_LOCKED' });
  expect(locked.action_required).not.toBeNull();
  expect(await browsersOf(use.dataDir)).toEqual([]);
  await access(profile());
});

describe('a page of today', () => {
  it('does not make the account look online, nor claims another platform or version', async () => {
    const accountId = await use.pairNewAccount();
    const page = await poll(
      async () => (await use.simulator.control.pages()).find((one) => one.account_id === accountId),
      (one) => one?.looks_online === false,
    );
    const platform = process.platform === 'darwin' ? 'Macintosh' : 'X11; Linux';
    expect(page?.user_agent).toContain(`(${platform}`);
    // The library claims Chrome 101.
    expect(page?.user_agent).toMatch(/ Chrome\/1[1-9]\d\./);
    expect(page?.user_agent).not.toContain('Headless');
  });

  it('shows its QR though the modules of its QR screen load late', async () => {
    await withOptions({ late_modules_ms: 1_500 });
    await use.engine.call('PUT', `/sessions/${use.session}`);
    await shownQr(use.engine, use.session);
  });

  it('gets rid of the dialog "What\'s new" by its own button, as a person would', async () => {
    await withOptions({ whats_new_dialog: true, whats_new_deadline_ms: 30_000 });
    const accountId = await use.pairNewAccount();
    await poll(
      async () => (await use.simulator.control.pages()).find((one) => one.account_id === accountId),
      (one) => one?.dialog === 'clicked',
    );
    expect(await use.engine.session(use.session)).toMatchObject({
      status: 'connected',
      action_required: null,
    });
  });

  it('of an older build renews its QR codes, too', async () => {
    await withOptions({ older_build: true });
    await use.engine.call('PUT', `/sessions/${use.session}`);
    const { qr } = await shownQr(use.engine, use.session);
    await use.simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }, qr);
    await poll(
      () => shownQr(use.engine, use.session),
      (shown) => shown.qr !== qr,
    );
  });
});

describe('a pairing code', () => {
  it('that WhatsApp replaces is told, and the next one is not', async () => {
    const account = await use.simulator.control.createAccount({
      ...FAULTY_ACCOUNT,
      seed: use.nextSeed(),
    });
    const { account_id, phone_number } = account;
    await withOptions({ pairing_code_renewal_ms: 500 });
    await use.engine.call('PUT', `/sessions/${use.session}`);
    await shownQr(use.engine, use.session);
    const path = `/sessions/${use.session}/pairing-code`;
    const ask = async () => {
      const { body } = await use.engine.call('POST', path, { body: { phone_number } });
      return (body as { code: string }).code;
    };
    const first = await ask();
    const told = await poll(
      () => use.engine.session(use.session),
      ({ last_error }) => last_error !== null,
    );
    const code = 'PAIRING_CODE_RENEWED';
    expect(told).toMatchObject({ status: 'qr', last_error: { code }, action_required: { code } });
    const enter = (typed: string) =>
      use.simulator.control.enterPairingCode({ code: typed, account_id });
    await expect(enter(first)).rejects.toMatchObject({ code: 'PAIRING_CODE_EXPIRED' });
    await use.simulator.control.setOptions({ pairing_code_renewal_ms: 0 });
    const second = await ask();
    expect(await use.engine.session(use.session)).toMatchObject({ last_error: null });
    await enter(second);
    await use.engine.reaches(use.session, 'connected');
  });
});

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectLineComesBack, expectTakenBackOnce } from '../test/cases/line-cases.ts';
import { useFaultySession } from '../test/support/faulty-session.ts';
import { setOptionsForTest } from '../test/support/options-for-test.ts';
import { pair } from '../test/support/pairing.ts';
import { poll } from '../test/support/poll.ts';
import { browsersOf } from '../test/support/processes.ts';

// The states of WhatsApp Web that ../test/sessions/session-states.test.ts and the fault table leave out.

const use = useFaultySession();

const profile = () => join(use.dataDir, 'engine/sessions', use.session, 'profile');
const devicesOf = async (accountId: string) =>
  (await use.simulator.control.getAccount(accountId)).devices;
const inject = (
  accountId: string,
  fault: Parameters<typeof use.simulator.control.injectFault>[1],
) => use.simulator.control.injectFault(accountId, fault);

describe('a logout that WhatsApp does not confirm', () => {
  it('removes the session with force=true, and does not answer 200', async () => {
    const accountId = await use.pairNewAccount();
    await use.simulator.control.setOptions({ unpair_status: 500 }, accountId);
    const path = `/sessions/${use.session}?logout=true&force=true`;
    const answer = await use.engine.call('DELETE', path);
    expect(answer).toMatchObject({ status: 409, body: { code: 'LOGOUT_NOT_CONFIRMED' } });
    expect(await devicesOf(accountId)).toHaveLength(1);
    await expect(access(profile())).rejects.toThrow();
  });

  it('because it never answers ends with LOGOUT_FAILED', async () => {
    const accountId = await use.pairNewAccount();
    await use.simulator.control.setOptions({ unpair_status: 0 }, accountId);
    const answer = await use.engine.call('DELETE', `/sessions/${use.session}?logout=true`);
    expect(answer).toMatchObject({ status: 502, body: { code: 'LOGOUT_FAILED' } });
    await access(profile());
    await use.expectReadable();
  });
});

describe('a logout by WhatsApp', () => {
  it.each([
    [undefined, 'LOGGED_OUT_UNKNOWN'],
    [0, 'LOGGED_OUT_CLIENT_FAILURE'],
    [1, 'LOGGED_OUT_SYNC_FAILURE'],
    [2, 'LOGGED_OUT_HISTORY_TIMEOUT'],
    [3, 'ACCOUNT_LOCKED'],
  ] as const)('with the reason %s ends the session with %s', async (reason, code) => {
    const account_id = await use.pairNewAccount();
    await use.simulator.control.logoutFromPhone({
      account_id,
      ...(reason !== undefined && { reason }),
    });
    const ended = await use.engine.reaches(use.session, 'logged_out');
    expect(ended).toMatchObject({ last_error: { code }, action_required: { code } });
    expect(await browsersOf(use.dataDir)).toEqual([]);
  });
});

describe('a ban', () => {
  it('ends the session for good, and its profile stays for the time after it', async () => {
    const accountId = await use.pairNewAccount();
    await inject(accountId, { type: 'banned' });
    const code = 'ACCOUNT_BANNED';
    const banned = await use.engine.reaches(use.session, 'failed');
    expect(banned).toMatchObject({ last_error: { code }, action_required: { code } });
    expect(await browsersOf(use.dataDir)).toEqual([]);
    await use.engine.call('PUT', `/sessions/${use.session}`);
    expect((await use.engine.reaches(use.session, 'failed')).last_error).toMatchObject({ code });
    await use.simulator.control.clearFaults(accountId);
    await use.engine.call('PUT', `/sessions/${use.session}`);
    expect(await use.engine.reaches(use.session, 'connected')).toMatchObject({ last_error: null });
  });
});

describe('a line to WhatsApp', () => {
  it.each(['at_once', 'when_asked'] as const)(
    'that is lost shows NO_NETWORK, and comes back without another browser (%s)',
    (comesBack) => expectLineComesBack(use, comesBack),
  );

  it('that WhatsApp does not serve shows WHATSAPP_UNAVAILABLE until it does', async () => {
    const accountId = await use.pairNewAccount();
    await inject(accountId, { type: 'unavailable' });
    await poll(
      () => use.engine.session(use.session),
      ({ last_error }) => last_error?.code === 'WHATSAPP_UNAVAILABLE',
    );
    await use.simulator.control.clearFaults(accountId);
    expect(await use.engine.reaches(use.session, 'connected')).toMatchObject({ last_error: null });
  });

  it.each([false, true])(
    'that another browser takes is taken back once, then the session stops (silent: %s)',
    (silent) => expectTakenBackOnce(use, silent),
  );
});

describe('a page of today', () => {
  it('with a dialog that does not close says so, and stays connected', async () => {
    await setOptionsForTest(use.simulator, { whats_new_dialog: true, whats_new_button: 'dead' });
    await use.pairNewAccount();
    const told = await poll(
      () => use.engine.session(use.session),
      ({ action_required }) => action_required !== null,
    );
    expect(told).toMatchObject({ status: 'connected', action_required: { code: 'DIALOG_OPEN' } });
    await use.expectReadable();
  });
});

it('a session that is linked again after a ban, a logout or a lost profile can be read', async () => {
  const account_id = await use.pairNewAccount();
  await use.simulator.control.logoutFromPhone({ account_id, reason: 3 });
  await use.engine.reaches(use.session, 'logged_out');
  await pair(use.engine, use.simulator, use.session, account_id);
  await use.expectReadable();
});

it.each(['WAWebCmd', 'WAWebConnModel'])(
  'the library cannot start without %s, and the session says so',
  async (module) => {
    await use.simulator.control.setOptions({ missing_modules: [{ module }] });
    await use.engine.call('PUT', `/sessions/${use.session}`);
    const { last_error } = await use.engine.reaches(use.session, 'failed');
    await use.simulator.control.setOptions({ missing_modules: [] });
    expect(last_error).toMatchObject({ code: 'WHATSAPP_WEB_CHANGED' });
  },
);

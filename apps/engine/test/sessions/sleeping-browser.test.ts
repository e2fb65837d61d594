import { expect, it } from 'vitest';
import { useFaultySession } from '../support/faulty-session.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';

const use = useFaultySession();
const read = () => use.engine.call('GET', `/sessions/${use.session}/all-contacts`);
const path = () => `/sessions/${use.session}`;

it('a session asleep has no browser, is woken without a scan, and gets what it missed', async () => {
  const accountId = await use.pairNewAccount();
  await use.expectReadable();
  const slept = await use.engine.call('POST', `${path()}/sleep`);
  expect(slept).toMatchObject({ status: 200, body: { status: 'connected', asleep: true } });
  expect(await browsersOf(use.dataDir)).toEqual([]);
  expect(await read()).toMatchObject({ status: 409, body: { code: 'SESSION_ASLEEP' } });

  const { results } = await use.simulator.control.changeAccount(accountId, [
    { type: 'add_contact', address_book_name: 'Sari' },
  ]);
  expect(results).toHaveLength(1);
  await use.engine.call('PUT', path());
  await poll(
    () => use.engine.session(use.session),
    ({ status, sync }) => status === 'connected' && sync?.state === 'synced',
  );
  expect(await read()).toMatchObject({ status: 200, body: { total_contacts: 13, complete: true } });
});

it('a session that the phone unlinks while it sleeps shows that when it is woken', async () => {
  const accountId = await use.pairNewAccount();
  await use.engine.call('POST', `${path()}/sleep`);
  await use.simulator.control.logoutFromPhone({ account_id: accountId });
  expect(await use.engine.session(use.session)).toMatchObject({
    status: 'connected',
    asleep: true,
  });
  await use.engine.call('PUT', path());
  const { last_error, asleep } = await use.engine.reaches(use.session, 'logged_out');
  expect([asleep, last_error?.code]).toEqual([false, 'LOGGED_OUT_UNKNOWN']);
});

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FAULTY_ACCOUNT, useFaultySession } from '../support/faulty-session.ts';
import { pair, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf, livingOf } from '../support/processes.ts';

// Faults that the fault table does not have. ../../soak/one-session-faults.soak.ts looks closer at some of
// the table's.

const use = useFaultySession();

describe('a page', () => {
  it('that lacks a module is named in the status and refuses reads with the same code', async () => {
    const { account_id } = await use.simulator.control.createAccount({
      ...FAULTY_ACCOUNT,
      seed: use.nextSeed(),
    });
    const missing_modules = [
      { module: 'WAWebApiContact', member: 'getPhoneNumber' },
      { module: 'WAWebCollections', member: 'Blocklist.getModelsArray' },
    ];
    await use.simulator.control.setOptions({ missing_modules });
    const connected = await pair(use.engine, use.simulator, use.session, account_id);
    await use.simulator.control.setOptions({ missing_modules: [] });
    expect(connected.last_error?.code).toBe('WHATSAPP_WEB_CHANGED');
    expect(connected.last_error?.message).toContain('WAWebApiContact.getPhoneNumber');
    expect(connected.last_error?.message).toContain('WAWebCollections.Blocklist.getModelsArray');
    const read = await use.engine.call('GET', `/sessions/${use.session}/contacts`);
    expect(read).toMatchObject({ status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } });
    const metrics = await use.engine.call('GET', '/metrics');
    const label = 'code="WHATSAPP_WEB_CHANGED",member="WAWebApiContact.getPhoneNumber"';
    expect(metrics.text).toContain(`grabber_engine_whatsapp_web_changed{${label}} 1`);
  });

  it('that lacks a module which only contacts need lets groups be read, and says so', async () => {
    const { account_id } = await use.simulator.control.createAccount({
      ...FAULTY_ACCOUNT,
      seed: use.nextSeed(),
    });
    const missing_modules = [{ module: 'WAWebCollections', member: 'Blocklist.getModelsArray' }];
    await use.simulator.control.setOptions({ missing_modules });
    const connected = await pair(use.engine, use.simulator, use.session, account_id);
    await use.simulator.control.setOptions({ missing_modules: [] });
    expect(connected.last_error).toMatchObject({
      code: 'WHATSAPP_WEB_CHANGED',
      message: `WhatsApp Web has changed (version ${connected.whatsapp_web_version}): contacts cannot be read; missing: WAWebCollections.Blocklist.getModelsArray.`,
    });
    for (const what of ['contacts', 'all-contacts']) {
      const refused = await use.engine.call('GET', `/sessions/${use.session}/${what}`);
      expect(refused).toMatchObject({ status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } });
    }
    const groups = await use.engine.call('GET', `/sessions/${use.session}/groups`);
    expect(groups).toMatchObject({ status: 200, body: { total_groups: 2, complete: true } });
  });

  it.each(['_serialized', '$1'] as const)(
    'lacks nothing that reads use, with message keys in the shape %s',
    async (message_key_shape) => {
      await use.simulator.control.setOptions({ message_key_shape });
      await use.pairNewAccount();
      await use.simulator.control.setOptions({ message_key_shape: '_serialized' });
      expect(await use.engine.session(use.session)).toMatchObject({ last_error: null });
      await use.expectReadable();
    },
  );
});

describe('a logout on the phone', () => {
  it('leaves the profile alone until the browser in it has ended', async () => {
    const account_id = await use.pairNewAccount();
    const browsers = await browsersOf(use.dataDir);
    const profile = `${use.dataDir}/engine/sessions/${use.session}/profile`;
    // The browser would write its own files again.
    const mark = `${profile}/mark`;
    await writeFile(mark, '');
    await use.simulator.control.logoutFromPhone({ account_id, mode: 'both' });
    await poll(
      () => existsSync(mark),
      (isThere) => !isThere,
    );
    expect(await livingOf(browsers)).toEqual([]);
    await use.engine.reaches(use.session, 'logged_out');
    expect(existsSync(profile)).toBe(false);
  });
});

describe('QR codes', () => {
  it('that are used up are renewed, and the session stops when the new ones are not scanned either', async () => {
    await use.engine.call('PUT', `/sessions/${use.session}`);
    const first = await shownQr(use.engine, use.session);
    await use.simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }, first.qr);
    const second = await poll(
      () => shownQr(use.engine, use.session),
      ({ qr }) => qr !== first.qr,
    );
    expect(Date.parse(second.expires_at) - Date.now()).toBeGreaterThan(50_000);
    await poll(
      () => use.simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }).catch(() => null),
      () => true,
    );
    const failed = await use.engine.reaches(use.session, 'failed');
    expect(failed.last_error).toMatchObject({ code: 'QR_EXPIRED' });
    expect(await browsersOf(use.dataDir)).toEqual([]);
  });

  it('are shown again when the page has lost its line, and has got new codes', async () => {
    await use.engine.call('PUT', `/sessions/${use.session}`);
    const { qr } = await shownQr(use.engine, use.session);
    await use.simulator.control.injectUnpairedFault({ type: 'line_lost' }, qr);
    const next = await poll(
      () => shownQr(use.engine, use.session),
      (shown) => shown.qr !== qr,
    );
    const { account_id } = await use.simulator.control.createAccount({
      ...FAULTY_ACCOUNT,
      seed: use.nextSeed(),
    });
    await use.simulator.control.scanQr({ qr: next.qr, account_id });
    await use.engine.reaches(use.session, 'connected');
  });

  it('that are used up do not end a session whose pairing code is still valid', async () => {
    const account = await use.simulator.control.createAccount({
      ...FAULTY_ACCOUNT,
      seed: use.nextSeed(),
    });
    const { account_id, phone_number } = account;
    await use.engine.call('PUT', `/sessions/${use.session}`);
    await shownQr(use.engine, use.session);
    const path = `/sessions/${use.session}/pairing-code`;
    const answer = await use.engine.call('POST', path, { body: { phone_number } });
    const { code } = answer.body as { code: string };
    await use.simulator.control.injectUnpairedFault({ type: 'qr_exhausted' });
    await use.simulator.control.enterPairingCode({ code, account_id });
    await use.engine.reaches(use.session, 'connected');
  });
});

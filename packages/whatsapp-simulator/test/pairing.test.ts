import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import { byId, HAS_SYNCED, openLinkedPage, openPage } from './testing/linked-page.ts';
import { makeProfile } from './testing/test-browser.ts';

const IS_UNPAIRED =
  "window.Debug?.VERSION && require('WAWebSocketModel').Socket.state === 'UNPAIRED'";
const SMALL = { contacts: 5, groups: 1 };
// Below the ephemeral ports, so that nothing takes the port while the simulator is down.
const STEADY_PORTS = [11_000, 20_000] as const;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

async function startOnSteadyPort(stateDir: string): Promise<Simulator> {
  for (;;) {
    try {
      return await startSimulator({ stateDir, httpsPort: randomInt(...STEADY_PORTS) });
    } catch (error) {
      if (!(error as Error).message.includes('EADDRINUSE')) throw error;
    }
  }
}

describe('pairing', () => {
  test('is kept in IndexedDB: a restarted browser needs no QR code', async () => {
    const profile = await makeProfile();
    const first = await openLinkedPage(simulator, { ...SMALL, seed: 21 }, profile);
    const stored = await first.evaluate<string[]>(
      'indexedDB.databases().then((all) => all.map((one) => one.name))',
    );
    expect(stored).toHaveLength(1);
    await first.close();
    const second = await openPage(simulator, profile);
    try {
      await second.until(HAS_SYNCED);
      expect((await second.readAccount()).contacts).toHaveLength(5);
      const { devices } = await simulator.control.getAccount(first.account.account_id);
      expect(devices).toMatchObject([{ connected: true }]);
    } finally {
      await second.close();
      await rm(profile, { recursive: true, force: true });
    }
  });

  test('survives a restart of the simulator that keeps its state, with all changes', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'simulator-state-'));
    const before = await startOnSteadyPort(stateDir);
    const page = await openLinkedPage(before, { ...SMALL, seed: 22 });
    const { account_id: id } = page.account;
    await before.control.changeAccount(id, [{ type: 'add_contact', address_book_name: 'Baru' }]);
    const truth = await before.control.truth(id);
    await before.stop();
    await page.until("require('WAWebSocketModel').Socket.state === 'OPENING'");
    const after = await startSimulator({ stateDir, httpsPort: before.httpsPort });
    try {
      expect(after.browserArgs).toEqual(before.browserArgs);
      expect(await after.control.truth(id)).toEqual(truth);
      await page.until("require('WAWebSocketModel').Socket.state === 'CONNECTED'");
      expect(byId(await page.readAccount())).toEqual(byId(truth));
    } finally {
      await page.close();
      await after.stop();
      await rm(stateDir, { recursive: true, force: true });
    }
  });

  test('works by pairing code, only on the phone with that number', async () => {
    const { control } = simulator;
    const [account, other] = [
      await control.createAccount({ ...SMALL, seed: 23 }),
      await control.createAccount({ ...SMALL, seed: 24 }),
    ];
    const page = await openPage(simulator);
    try {
      await page.until(IS_UNPAIRED);
      const code = await page.evaluate<string>(
        `require('WAWebAltDeviceLinkingApi').startAltLinkingFlow('${account.phone_number}', true)`,
      );
      expect(code).toMatch(/^[1-9A-Z]{8}$/);
      const enter = (account_id: string) => control.enterPairingCode({ code, account_id });
      await expect(enter(other.account_id)).rejects.toMatchObject({
        status: 409,
        code: 'OTHER_NUMBER',
      });
      await enter(account.account_id);
      await page.until(HAS_SYNCED);
      await expect(enter(account.account_id)).rejects.toMatchObject({
        status: 410,
        code: 'PAIRING_CODE_EXPIRED',
      });
    } finally {
      await page.close();
    }
  });

  test('refuses pairing codes above the limit, and for an invalid number', async () => {
    const page = await openPage(simulator);
    const ask = (number: string) =>
      page.evaluate(`require('WAWebAltDeviceLinkingApi').startAltLinkingFlow('${number}', true)`);
    try {
      await page.until(IS_UNPAIRED);
      await simulator.control.setOptions({ pairing_code_limit: 1 });
      await ask('6281200000001');
      await expect(ask('6281200000001')).rejects.toThrow('rate-overlimit');
      await expect(ask('0812')).rejects.toThrow('bad-request');
    } finally {
      await simulator.control.setOptions({ pairing_code_limit: 5 });
      await page.close();
    }
  });
});

describe('the QR code', () => {
  test('changes until the page gives up, and only the shown one can be scanned', async () => {
    const { control } = simulator;
    const { account_id } = await control.createAccount({ ...SMALL, seed: 25 });
    const page = await openPage(simulator);
    try {
      const first = await page.qrText();
      // The short run begins when the first code has been seen, however slow the machine is.
      await control.setOptions({ qr_first_lifetime_ms: 600, qr_lifetime_ms: 300, qr_refs: 2 });
      await page.evaluate(
        "void require('WAWebBackendEventBus').BackendEventBus.triggerRefreshQR()",
      );
      await page.until(
        `require('WAWebConnModel').Conn.ref !== ${JSON.stringify(first.split(',')[0])}`,
      );
      await expect(control.scanQr({ qr: first, account_id })).rejects.toMatchObject({
        code: 'QR_EXPIRED',
      });
      await page.until("require('WAWebSocketModel').Socket.state === 'UNPAIRED_IDLE'");
      await control.setOptions({ qr_first_lifetime_ms: 60_000 });
      await page.evaluate(
        "void require('WAWebBackendEventBus').BackendEventBus.triggerRefreshQR()",
      );
      await control.scanQr({ qr: await page.qrText(), account_id });
      await page.until(HAS_SYNCED);
    } finally {
      await control.setOptions({
        qr_first_lifetime_ms: 60_000,
        qr_lifetime_ms: 20_000,
        qr_refs: 6,
      });
      await page.close();
    }
  });

  test('of another page, or a text that is not a QR code, is refused', async () => {
    const { control } = simulator;
    const { account_id } = await control.createAccount({ ...SMALL, seed: 25 });
    const page = await openPage(simulator);
    try {
      const [ref, ...keys] = (await page.qrText()).split(',');
      const scan = (qr: string) => control.scanQr({ qr, account_id });
      await expect(scan([ref, ...keys.toReversed()].join())).rejects.toMatchObject({
        code: 'INVALID_QR',
      });
      await expect(scan('hello')).rejects.toMatchObject({ status: 400, code: 'INVALID_QR' });
      await expect(scan(['2@none', ...keys].join())).rejects.toMatchObject({ status: 410 });
    } finally {
      await page.close();
    }
  });
});

describe('logging out', () => {
  test.each(['navigate', 'both'] as const)(
    'from the phone (%s) leads the page to a new QR code',
    async (mode) => {
      const page = await openLinkedPage(simulator, { ...SMALL, seed: 26 });
      const { account_id } = page.account;
      try {
        const left = page.leavesFor('/?post_logout=1');
        expect(await simulator.control.logoutFromPhone({ account_id, mode })).toEqual({
          acknowledged_pages: 1,
        });
        await left;
        await page.until(IS_UNPAIRED);
        expect((await simulator.control.getAccount(account_id)).devices).toEqual([]);
      } finally {
        await page.close();
      }
    },
  );

  test('from the phone (state) keeps the page, unpaired', async () => {
    const page = await openLinkedPage(simulator, { ...SMALL, seed: 27 });
    try {
      await simulator.control.logoutFromPhone({
        account_id: page.account.account_id,
        mode: 'state',
      });
      expect(await page.state()).toBe('UNPAIRED');
      expect(page.page.url()).not.toContain('post_logout');
    } finally {
      await page.close();
    }
  });

  test('while the browser is not running is noticed when it starts', async () => {
    const profile = await makeProfile();
    const first = await openLinkedPage(simulator, { ...SMALL, seed: 28 }, profile);
    await first.close();
    await simulator.control.logoutFromPhone({ account_id: first.account.account_id });
    await simulator.control.setOptions({ unlink_notice_delay_ms: 5_000 });
    const second = await openPage(simulator, profile);
    try {
      // A client that attaches now waits, and loses its page meanwhile.
      await second.until(
        "window.Debug?.VERSION && require('WAWebSocketModel').Socket.state === 'OPENING'",
      );
      await second.leavesFor('/?post_logout=1');
      await second.until(IS_UNPAIRED);
    } finally {
      await simulator.control.setOptions({ unlink_notice_delay_ms: 800 });
      await second.close();
      await rm(profile, { recursive: true, force: true });
    }
  });

  test('from the page unlinks the device', async () => {
    const page = await openLinkedPage(simulator, { ...SMALL, seed: 29 });
    try {
      const left = page.leavesFor('/?post_logout=1');
      expect(await page.evaluate("require('WAWebSocketModel').Socket.logout() ?? 'nothing'")).toBe(
        'nothing',
      );
      await left;
      expect((await simulator.control.getAccount(page.account.account_id)).devices).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test.each([500, 0])(
    'from the page leaves the account also if WhatsApp does not unlink it: status %i (WAWebSocketModel)',
    async (unpair_status) => {
      const page = await openLinkedPage(simulator, { ...SMALL, seed: 100 + unpair_status });
      const { account_id } = page.account;
      try {
        await simulator.control.setOptions({ unpair_status }, account_id);
        const left = page.leavesFor('/?post_logout=1');
        await page.evaluate("void require('WAWebSocketModel').Socket.logout()");
        await left;
        expect((await simulator.control.getAccount(account_id)).devices).toHaveLength(1);
      } finally {
        await page.close();
      }
    },
  );

  test('says its reason in the address until the page has read it (WAWebReloadAfterLogout)', async () => {
    const page = await openLinkedPage(simulator, { ...SMALL, seed: 33 });
    const { account_id } = page.account;
    try {
      const left = page.leavesFor('/?post_logout=1&logout_reason=3');
      await simulator.control.logoutFromPhone({ account_id, reason: 3 });
      await left;
      await page.until(IS_UNPAIRED);
      expect(new URL(page.page.url()).search).toBe('');
    } finally {
      await page.close();
    }
  });

  test('by unpairDevice answers whether WhatsApp has unlinked it (WAWebUnpairDeviceJob)', async () => {
    const page = await openLinkedPage(simulator, { ...SMALL, seed: 34 });
    const { account_id } = page.account;
    const unpair = () =>
      page.evaluate("require('WAWebUnpairDeviceJob').unpairDevice('user_initiated')");
    const devices = async () => (await simulator.control.getAccount(account_id)).devices;
    try {
      await simulator.control.setOptions({ unpair_status: 429 }, account_id);
      expect(await unpair()).toEqual({ status: 429 });
      expect(await devices()).toHaveLength(1);
      await simulator.control.setOptions({ unpair_status: 200 }, account_id);
      expect(await unpair()).toEqual({ status: 200 });
      expect(await devices()).toEqual([]);
    } finally {
      await page.close();
    }
  });
});

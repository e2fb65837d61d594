import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../src/faults.ts';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import { HAS_SYNCED, openLinkedPage, openPage, type TestPage } from './testing/linked-page.ts';

const SPEC = { contacts: 40, groups: 6, seed: 31, business_share: 0.2, metadata_loaded_share: 0.5 };

let simulator: Simulator;
let page: TestPage;
let account: string;
let truth: Awaited<ReturnType<Simulator['control']['truth']>>;

beforeAll(async () => {
  simulator = await startSimulator();
  const opened = await openLinkedPage(simulator, SPEC);
  page = opened;
  account = opened.account.account_id;
  truth = await simulator.control.truth(account);
});
afterAll(async () => {
  await page.close();
  await simulator.stop();
});

/** Injects, reads, clears, reads again. Returns what it read during the fault and after it. */
async function withFault(fault: Fault, look: () => Promise<unknown>): Promise<[unknown, unknown]> {
  const acknowledged = await simulator.control.injectFault(account, fault);
  expect(acknowledged).toEqual({ acknowledged_pages: 1 });
  const during = await look();
  await simulator.control.clearFaults(account);
  return [during, await look()];
}

const outcome = (expression: string) => async () =>
  page.evaluate<string>(
    `(async () => { ${expression}; return 'fine'; })().catch((error) => error.message)`,
  );
const contactExpression = (id: string, rest: string) =>
  `const one = require('WAWebCollections').Contact.get('${id.replace('@s.whatsapp.net', '@c.us')}'); ${rest}`;

describe('a lasting fault applies when it is acknowledged, and ends when it is cleared:', () => {
  test.each([
    ['getters', 'one.pushname'],
    ['getters', 'one.serialize()'],
    ['serialize', 'one.serialize()'],
  ] as const)('a contact throws (%s) at %s', async (where, use) => {
    const { contact_id } = truth.contacts.find(
      (one) => one.is_saved && one.phone_number && one.lid,
    )!;
    const look = outcome(contactExpression(contact_id, use));
    const [during, after] = await withFault({ type: 'contact_throws', contact_id, where }, look);
    expect(during).toMatch('Cannot read properties');
    expect(after).toBe('fine');
  });

  test.each([
    ['metadata', 'chat.groupMetadata'],
    ['participants', 'chat.groupMetadata.participants'],
    ['serialize', 'chat.serialize()'],
  ] as const)('a group throws (%s)', async (where, use) => {
    const group_id = truth.groups[2]!.contact_id;
    const look = outcome(
      `const chat = require('WAWebCollections').Chat.get('${group_id}'); ${use}`,
    );
    const [during, after] = await withFault({ type: 'group_throws', group_id, where }, look);
    expect(during).toMatch('Cannot read properties');
    expect(after).toBe('fine');
  });

  test.each([
    ['throw', 'internal-server-error'],
    ['rate_overlimit', 'rate-overlimit'],
  ] as const)('queries for one group are refused (%s)', async (behaviour, message) => {
    const [target, other] = truth.groups.map((group) => group.contact_id);
    const update = (id: string | undefined) =>
      `await require('WAWebGroupQueryGroupJob').queryGroupJob('${id}', 'interactive')`;
    const fault: Fault = { type: 'query', kind: 'group_metadata', target_id: target!, behaviour };
    const both = async () => [await outcome(update(target))(), await outcome(update(other))()];
    expect(await withFault(fault, both)).toEqual([
      [message, 'fine'],
      ['fine', 'fine'],
    ]);
  });

  test('a query is refused a given number of times', async () => {
    const id = truth.groups[0]!.contact_id;
    const ask = `await require('WAWebGroupQueryGroupJob').queryGroupJob('${id}', 'interactive')`;
    const look = outcome(ask);
    // A failed query is sent four times.
    const fault: Fault = { type: 'query', kind: 'group_metadata', behaviour: 'throw', times: 5 };
    const [during] = await withFault(fault, async () => [await look(), await look(), await look()]);
    expect(during).toEqual(['internal-server-error', 'fine', 'fine']);
  });

  test('a business profile hangs, under either of its ids, until the fault is cleared', async () => {
    const { contact_id, lid } = truth.contacts.find(
      (one) => one.is_business && one.lid && one.phone_number,
    )!;
    await simulator.control.injectFault(account, {
      type: 'query',
      kind: 'business_profile',
      target_id: contact_id,
      behaviour: 'hang',
    });
    await page.evaluate(`void (window.answered = 'no',
      require('WAWebCollections').BusinessProfile.find('${lid}').then(() => { window.answered = 'yes'; }))`);
    expect(
      await page.evaluate(
        'new Promise((resolve) => setTimeout(() => resolve(window.answered), 50))',
      ),
    ).toBe('no');
    await simulator.control.clearFaults(account);
    await page.until("window.answered === 'yes'");
  });

  test.each([
    [
      { type: 'module_missing', module: 'WAWebContactGetters' },
      "require('WAWebContactGetters')",
      'unknown module',
    ],
    [
      { type: 'module_missing', module: 'WAWebCollections', member: 'Contact' },
      "require('WAWebCollections').Contact.length",
      'Cannot read properties',
    ],
  ] as const)('a module or a member is missing: %j', async (fault, use, message) => {
    const [during, after] = await withFault(fault, outcome(use));
    expect(during).toMatch(message);
    expect(after).toBe('fine');
  });

  const line = () =>
    page.evaluate("(({ state, stream }) => [state, stream])(require('WAWebSocketModel').Socket)");

  test('the line is lost: OPENING and DISCONNECTED, then as before (WAWebCommsConfigBase)', async () => {
    expect(await withFault({ type: 'offline' }, line)).toEqual([
      ['OPENING', 'DISCONNECTED'],
      ['CONNECTED', 'CONNECTED'],
    ]);
  });

  test('a page that has tried for long tries again at once when it is asked to (WAComms)', async () => {
    const fault: Fault = { type: 'offline', comes_back: 'when_asked' };
    const [, after] = await withFault(fault, line);
    const lost = ['OPENING', 'DISCONNECTED'];
    expect(after).toEqual(lost);
    // Both close a line that is open, and do not cut the pause of a lost one short.
    await page.evaluate("void require('WAWebSocketModel').Socket.reconnect()");
    await page.evaluate(
      "void require('WAWebBackendEventBus').BackendEventBus.triggerReconnectSocket()",
    );
    expect(await line()).toEqual(lost);
    await page.evaluate("void require('WAComms').maybeResetSocketLoop()");
    expect(await line()).toEqual(['CONNECTED', 'CONNECTED']);
  });

  test.each([
    [
      { type: 'banned', code: 104, expire: 60 },
      { banned: true, code: 104, expire: 60 },
    ],
    [{ type: 'unavailable' }, 'no value'],
  ] as const)(
    'a refused login is told by an event alone: %j (WAWebHandleFailure)',
    async (fault, told) => {
      const name =
        fault.type === 'banned' ? 'account_temporarily_banned' : 'service_unavailable_503';
      await page.evaluate(`void (window.told = [], require('WAWebCmd').Cmd.on('${name}_from_bridge',
      (value) => { window.told.push(value ?? 'no value'); }))`);
      const [during] = await withFault(fault, line);
      expect(during).toEqual(['OPENING', 'DISCONNECTED']);
      expect(await page.evaluate('window.told')).toContainEqual(told);
      // Each successful login fires the event of the ban, too (WAWebHandleSuccess).
      if (fault.type === 'banned')
        expect(await page.evaluate('window.told.at(-1)')).toEqual({ banned: false });
    },
  );

  test('a fault stays through a reload', async () => {
    const { contact_id } = truth.contacts.find(
      (one) => one.is_saved && one.phone_number && one.lid,
    )!;
    await simulator.control.injectFault(account, { type: 'contact_throws', contact_id });
    await page.page.reload();
    await page.until(HAS_SYNCED);
    const look = outcome(contactExpression(contact_id, 'one.name'));
    expect(await look()).toMatch('Cannot read properties');
    await simulator.control.clearFaults(account);
    expect(await look()).toBe('fine');
  });
});

describe('a fault that happens once', () => {
  test('fires the sync event again', async () => {
    await page.evaluate(`void (window.announced = 0,
      require('WAWebSocketModel').Socket.on('change:hasSynced', () => { window.announced += 1; }))`);
    await simulator.control.injectFault(account, { type: 'sync_again' });
    expect(await page.evaluate('window.announced')).toBe(1);
  });

  test('keeps the main thread busy', async () => {
    await page.evaluate(`void (window.longest = 0, window.last = performance.now(), setInterval(() => {
      window.longest = Math.max(window.longest, performance.now() - window.last);
      window.last = performance.now();
    }, 5))`);
    await simulator.control.injectFault(account, { type: 'page_hang', duration_ms: 400 });
    await page.until('window.longest >= 400');
  });

  test('reloads the page, which connects again', async () => {
    await page.evaluate('void (window.beforeReload = true)');
    await simulator.control.injectFault(account, { type: 'reload' });
    await page.until(`!window.beforeReload && ${HAS_SYNCED}`);
  });

  test.each([false, true])(
    'takes the device away for good: only a reload brings the line back (silent: %s, WAWebHandleStreamError)',
    async (silent) => {
      const look = (expression: string) => page.evaluate(expression);
      await simulator.control.injectFault(account, { type: 'used_elsewhere', silent });
      expect(await look("require('WAWebSocketModel').Socket.state")).toBe('CONNECTED');
      expect(await look("require('WAWebSocketModel').Socket.stream")).toBe(
        silent ? 'CONNECTED' : 'DISCONNECTED',
      );
      expect(await look("require('WAComms').isCommsInitialized()")).toBe(false);
      for (const call of [
        "require('WAWebSocketModel').Socket.reconnect()",
        "require('WAWebSocketModel').Socket.takeover()",
        "require('WAWebBackendEventBus').BackendEventBus.triggerReconnectSocket()",
        "require('WAWebLaunchSocketUtils').refreshQR()",
        "require('WAComms').maybeResetSocketLoop()",
      ]) {
        await expect(look(`void ${call}`), call).rejects.toThrow();
      }
      await page.evaluate('void (window.beforeReload = true)');
      await page.page.reload();
      await page.until(`!window.beforeReload && ${HAS_SYNCED}`);
      expect(await look("require('WAWebSocketModel').Socket.stream")).toBe('CONNECTED');
    },
  );

  test('is refused when there is no page for it', async () => {
    const { account_id } = await simulator.control.createAccount({
      contacts: 1,
      groups: 0,
      seed: 32,
    });
    await expect(
      simulator.control.injectFault(account_id, { type: 'reload' }),
    ).rejects.toMatchObject({
      status: 409,
      code: 'NO_PAGE',
    });
  });

  test('reaches a page that is not paired, by its QR code', async () => {
    const unpaired = await openPage(simulator);
    try {
      const qr = await unpaired.qrText();
      await simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }, qr);
      expect(await unpaired.state()).toBe('UNPAIRED_IDLE');
      expect(await page.state()).toBe('CONNECTED');
    } finally {
      await unpaired.close();
    }
  });
});

test.each([
  [{ type: 'contact_throws', contact_id: '1@lid' }, 404, 'CONTACT_NOT_FOUND'],
  [{ type: 'group_throws', group_id: '1@g.us' }, 404, 'GROUP_NOT_FOUND'],
  [{ type: 'no_metadata', group_id: '1@g.us' }, 404, 'GROUP_NOT_FOUND'],
  [{ type: 'contact_id_odd', contact_id: '1@lid', shape: 'string' }, 404, 'CONTACT_NOT_FOUND'],
  [
    { type: 'query', kind: 'group_metadata', behaviour: 'hang', target_id: '1@g.us' },
    404,
    'GROUP_NOT_FOUND',
  ],
  [{ type: 'module_missing', module: 'NoSuchModule' }, 500, 'PAGE_FAILED'],
  [{ type: 'module_missing', module: 'WAWebCollections', member: 'Missing' }, 500, 'PAGE_FAILED'],
] as [Fault, number, string][])(
  'a fault on a missing item is refused: %j',
  async (fault, status, code) => {
    await expect(simulator.control.injectFault(account, fault)).rejects.toMatchObject({
      status,
      code,
    });
    await simulator.control.clearFaults(account);
  },
);

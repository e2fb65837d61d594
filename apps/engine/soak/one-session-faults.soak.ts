import { describe, expect, it } from 'vitest';
import { type FaultySession, useFaultySession } from '../test/support/faulty-session.ts';
import { poll } from '../test/support/poll.ts';
import { browsersOf, browserTree, livingOf } from '../test/support/processes.ts';

// The fault table has these faults, too. Here the browser's processes are looked at as well.

const use = useFaultySession();

/** The statuses that a client sees from here on, each once in a row. */
function recordStatuses({ engine, session }: FaultySession): {
  statuses: string[];
  stop: () => void;
} {
  const statuses: string[] = [];
  const timer = setInterval(async () => {
    const seen = await engine.session(session).catch(() => null);
    if (seen && seen.status !== statuses.at(-1)) statuses.push(seen.status);
  }, 10);
  return { statuses, stop: () => clearInterval(timer) };
}

async function runningBrowser(): Promise<number> {
  const [browser] = await browsersOf(use.dataDir);
  if (browser === undefined) throw new Error('No browser is running.');
  return browser;
}

describe('a browser', () => {
  it('that is killed is replaced: connecting, then connected and readable, without a QR', async () => {
    await use.pairNewAccount();
    const browser = await runningBrowser();
    const record = recordStatuses(use);
    process.kill(browser, 'SIGKILL');
    await poll(
      () => record.statuses,
      (seen) => seen.includes('connecting') && seen.at(-1) === 'connected',
    );
    record.stop();
    expect(record.statuses).not.toContain('qr');
    await use.expectReadable();
    expect(await browsersOf(use.dataDir)).toHaveLength(1);
  });

  it('whose page crashes is replaced', async () => {
    const accountId = await use.pairNewAccount();
    const browser = await runningBrowser();
    await use.simulator.control.injectFault(accountId, { type: 'out_of_memory' });
    await poll(
      () => browsersOf(use.dataDir),
      (mains) => mains.length === 1 && mains[0] !== browser,
    );
    await use.engine.reaches(use.session, 'connected');
    await use.expectReadable();
  });

  it('whose page hangs is replaced when it has not answered for the configured time', async () => {
    const accountId = await use.pairNewAccount();
    const browser = await runningBrowser();
    await use.simulator.control.injectFault(accountId, { type: 'page_hang', duration_ms: 60_000 });
    await poll(
      () => browsersOf(use.dataDir),
      (mains) => mains.length === 1 && mains[0] !== browser,
    );
    await use.engine.reaches(use.session, 'connected');
  });
});

describe('a browser that is suspended', () => {
  it('shows as connecting while it is still being ended', async () => {
    await use.pairNewAccount();
    const browser = await runningBrowser();
    process.kill(browser, 'SIGSTOP');
    const lost = await use.engine.reaches(use.session, 'connecting');
    expect(await livingOf([browser])).toEqual([browser]);
    expect(lost.last_error).toMatchObject({ code: 'PAGE_UNRESPONSIVE' });
    await use.engine.reaches(use.session, 'connected');
    expect(await livingOf([browser])).toEqual([]);
  });
});

describe('a page', () => {
  it('that syncs again stays connected and keeps its connection time', async () => {
    const accountId = await use.pairNewAccount();
    const before = await use.engine.session(use.session);
    for (let n = 0; n < 3; n += 1) {
      await use.simulator.control.injectFault(accountId, { type: 'sync_again' });
    }
    await use.expectReadable();
    expect(await use.engine.session(use.session)).toEqual(before);
  });

  it('that reloads comes back in the same browser', async () => {
    const accountId = await use.pairNewAccount();
    const browsers = await browsersOf(use.dataDir);
    const record = recordStatuses(use);
    await use.simulator.control.injectFault(accountId, { type: 'reload' });
    await poll(
      () => record.statuses,
      (seen) => seen.includes('connecting') && seen.at(-1) === 'connected',
    );
    record.stop();
    expect(await browsersOf(use.dataDir)).toEqual(browsers);
    await use.expectReadable();
  });

  it('that loses the network shows as connecting with the reason, and comes back by itself', async () => {
    const accountId = await use.pairNewAccount();
    await use.simulator.control.injectFault(accountId, { type: 'offline' });
    const offline = await use.engine.reaches(use.session, 'connecting');
    expect(offline.last_error).toMatchObject({ code: 'NO_NETWORK' });
    const read = await use.engine.call('GET', `/sessions/${use.session}/groups`);
    const body = { code: 'SESSION_NOT_CONNECTED', session_status: 'connecting' };
    expect(read).toMatchObject({ status: 409, body });
    await use.simulator.control.clearFaults(accountId);
    expect(await use.engine.reaches(use.session, 'connected')).toMatchObject({ last_error: null });
  });

  it('whose device is in use elsewhere takes it back', async () => {
    const accountId = await use.pairNewAccount();
    const record = recordStatuses(use);
    await use.simulator.control.injectFault(accountId, { type: 'used_elsewhere' });
    await poll(
      () => record.statuses,
      (seen) => seen.includes('connecting') && seen.at(-1) === 'connected',
    );
    record.stop();
    await use.expectReadable();
  });

  it('without Debug.VERSION fails with WHATSAPP_WEB_CHANGED and leaves no browser', async () => {
    await use.simulator.control.setOptions({ version_missing: true });
    await use.engine.call('PUT', `/sessions/${use.session}`);
    const failed = await use.engine.reaches(use.session, 'failed');
    await use.simulator.control.setOptions({ version_missing: false });
    expect(failed.last_error).toMatchObject({ code: 'WHATSAPP_WEB_CHANGED' });
    expect(await browserTree(use.dataDir)).toEqual([]);
  });
});

import { join } from 'node:path';
import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import type { Fault } from '@grabber/whatsapp-simulator/faults';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followEvents } from './support/event-reader.ts';
import { pair } from './support/pairing.ts';
import { poll } from './support/poll.ts';
import { browsersOf, renderersOf } from './support/processes.ts';
import { startEngine, type TestEngine, temporaryDataDir } from './support/test-engine.ts';

const SPEC = { contacts: 12, groups: 3, participants: 4, odd_names: false };
const NEIGHBOUR = 'neighbour';

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let seed = 1_500;

type Victim = { readonly session: string; readonly accountId: string };
type Row = {
  readonly name: string;
  readonly strike: (victim: Victim) => Promise<unknown>;
  /** Ends what does not end by itself; called once the fault shows. */
  readonly mend?: (victim: Victim) => Promise<unknown>;
  /** The statuses that a client sees, and the codes that may stand beside the first of them. */
  readonly shows: readonly EngineSession['status'][];
  readonly codes?: readonly string[];
};

const inject = (fault: Fault) => (victim: Victim) =>
  simulator.control.injectFault(victim.accountId, fault);
const clear = (victim: Victim) => simulator.control.clearFaults(victim.accountId);
const logOut = (mode: 'navigate' | 'state' | 'both') => (victim: Victim) =>
  simulator.control.logoutFromPhone({ account_id: victim.accountId, mode });

const profileOf = ({ session }: Victim) => join(dataDir.path, 'engine/sessions', session);
const signalBrowser = (signal: NodeJS.Signals) => async (victim: Victim) => {
  for (const pid of await browsersOf(profileOf(victim))) process.kill(pid, signal);
};

const RECOVERED = ['connecting', 'connected'] as const;
const ROWS: Row[] = [
  {
    name: 'a browser that is killed',
    strike: signalBrowser('SIGKILL'),
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED'],
  },
  {
    name: 'a renderer that is killed',
    strike: async (victim) => {
      for (const pid of await renderersOf(profileOf(victim))) process.kill(pid, 'SIGKILL');
    },
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED'],
  },
  {
    name: 'a page out of memory',
    strike: inject({ type: 'out_of_memory' }),
    shows: RECOVERED,
    // It is busy until it dies: what is noticed first is a matter of its memory and of the hang's limit.
    codes: ['BROWSER_CRASHED', 'PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a page that hangs',
    strike: inject({ type: 'page_hang', duration_ms: 120_000 }),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a browser that stands still',
    strike: signalBrowser('SIGSTOP'),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  { name: 'a page that reloads', strike: inject({ type: 'reload' }), shows: RECOVERED },
  {
    name: 'a page without the network',
    strike: inject({ type: 'offline' }),
    mend: clear,
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a device in use elsewhere',
    strike: inject({ type: 'state', state: 'CONFLICT' }),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a version that WhatsApp no longer accepts',
    strike: inject({ type: 'state', state: 'DEPRECATED_VERSION' }),
    shows: ['failed'],
    codes: ['WHATSAPP_WEB_CHANGED'],
  },
  {
    name: 'a network address that WhatsApp blocks',
    strike: inject({ type: 'state', state: 'PROXYBLOCK' }),
    shows: ['failed'],
    codes: ['WHATSAPP_REFUSED'],
  },
  ...(['navigate', 'state', 'both'] as const).map(
    (mode): Row => ({
      name: `a logout on the phone, seen as ${mode}`,
      strike: logOut(mode),
      shows: ['logged_out'],
      codes: ['SESSION_LOGGED_OUT'],
    }),
  ),
];

function sessionsIn(events: readonly EngineEvent[], id: string): EngineSession[] {
  return events.flatMap((event) =>
    event.type === 'session' && event.session.session_id === id ? [event.session] : [],
  );
}

/** The statuses after `connected`, each once in a row. */
function statusesIn(sessions: readonly EngineSession[]): string[] {
  const statuses = ['connected', ...sessions.map(({ status }) => status)];
  return statuses.filter((status, n) => n > 0 && status !== statuses[n - 1]);
}

async function expectReadable(session: string): Promise<void> {
  const read = await engine.call('GET', `/sessions/${session}/all-contacts`);
  const body = { total_contacts: 12, total_groups: 3, complete: true };
  expect(read).toMatchObject({ status: 200, body });
}

async function pairAccount(session: string): Promise<Victim> {
  seed += 1;
  const { account_id } = await simulator.control.createAccount({ ...SPEC, seed });
  await pair(engine, simulator, session, account_id);
  return { session, accountId: account_id };
}

beforeAll(async () => {
  simulator = await startSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: { ENGINE_HANG_TIMEOUT_MS: '2000', ENGINE_START_TIMEOUT_MS: '15000' },
  });
  await pairAccount(NEIGHBOUR);
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await simulator?.stop();
  await dataDir?.remove();
});

describe('what a client sees, and no other session notices, of', () => {
  it.each(ROWS)('$name', async ({ strike, mend, shows, codes }) => {
    const victim = await pairAccount(`victim-${seed}`);
    const before = await engine.session(NEIGHBOUR);
    const follower = await followEvents(engine);
    await poll(
      () => follower.events,
      (events) => events.length > 0,
    );
    const seen = () => statusesIn(sessionsIn(follower.events, victim.session));
    await strike(victim);
    await poll(seen, (statuses) => statuses.length > 0);
    await expectReadable(NEIGHBOUR);
    await mend?.(victim);
    await poll(seen, (statuses) => statuses.at(-1) === shows.at(-1));
    expect(seen()).toEqual(shows);
    const shown = sessionsIn(follower.events, victim.session)
      .filter(({ status }) => status === shows[0])
      .map(({ last_error }) => last_error?.code);
    expect(shown.filter((code) => code !== undefined)).toSatisfy((found: string[]) =>
      codes ? found.some((code) => codes.includes(code)) : found.length === 0,
    );
    if (shows.at(-1) === 'connected') await expectReadable(victim.session);
    await engine.call('DELETE', `/sessions/${victim.session}`);
    await follower.stop();
    expect(await browsersOf(profileOf(victim))).toEqual([]);
    expect(sessionsIn(follower.events, NEIGHBOUR)).toEqual([]);
    expect(await engine.session(NEIGHBOUR)).toEqual(before);
  });
});

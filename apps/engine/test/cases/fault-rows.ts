import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Fault } from '@grabber/whatsapp-simulator/faults';
import { poll } from '../support/poll.ts';
import { browsersOf, renderersOf } from '../support/processes.ts';
import { closePage } from './close-page.ts';
import type { Victim } from './fault-stage.ts';

/** A fault of a connected session. */
export type FaultRow = {
  readonly name: string;
  /** Another test has this guarantee, too: only the soak runs the row. */
  readonly soakOnly?: true;
  readonly strike: (victim: Victim) => Promise<unknown>;
  /** Ends a fault that does not end by itself; called once the fault shows. */
  readonly mend?: (victim: Victim) => Promise<unknown>;
  /** The statuses that a client sees; empty where the fault is invisible. */
  readonly shows: readonly EngineSession['status'][];
  /** The codes that may stand beside the first of them. */
  readonly codes?: readonly string[];
};

const inject =
  (fault: Fault) =>
  ({ stage, accountId }: Pick<Victim, 'stage' | 'accountId'>) =>
    stage.simulator.control.injectFault(accountId, fault);
const takeAway = inject({ type: 'used_elsewhere' });
const clear = ({ stage, accountId }: Victim) => stage.simulator.control.clearFaults(accountId);
const logOut =
  (mode: 'navigate' | 'state' | 'both', reason?: 3) =>
  ({ stage, accountId }: Victim) =>
    stage.simulator.control.logoutFromPhone({
      account_id: accountId,
      mode,
      ...(reason !== undefined && { reason }),
    });
const signalBrowser = (signal: NodeJS.Signals) => async (victim: Victim) => {
  for (const pid of await browsersOf(victim.profileDir)) process.kill(pid, signal);
};

const SOAK_ONLY = { soakOnly: true } as const;
const RECOVERED = ['connecting', 'connected'] as const;

export const FAULT_ROWS: readonly FaultRow[] = [
  {
    name: 'browser killed',
    strike: signalBrowser('SIGKILL'),
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED'],
  },
  {
    name: 'renderer killed',
    ...SOAK_ONLY,
    strike: async (victim) => {
      for (const pid of await renderersOf(victim.profileDir)) process.kill(pid, 'SIGKILL');
    },
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED'],
  },
  {
    name: 'page out of memory',
    strike: inject({ type: 'out_of_memory' }),
    shows: RECOVERED,
    // The page is busy until it dies: its memory and the hang timeout decide which shows first.
    codes: ['BROWSER_CRASHED', 'PAGE_UNRESPONSIVE'],
  },
  {
    name: 'page hangs',
    strike: inject({ type: 'page_hang', duration_ms: 120_000 }),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  {
    name: 'browser suspended',
    ...SOAK_ONLY,
    strike: signalBrowser('SIGSTOP'),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  { name: 'page reloads', strike: inject({ type: 'reload' }), shows: RECOVERED },
  {
    name: 'page closed',
    strike: ({ profileDir }) => closePage(profileDir),
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED', 'PAGE_UNRESPONSIVE'],
  },
  { name: 'page syncs again', strike: inject({ type: 'sync_again' }), shows: [] },
  {
    name: 'network lost',
    strike: inject({ type: 'offline' }),
    mend: clear,
    shows: RECOVERED,
    codes: ['NO_NETWORK'],
  },
  {
    name: "WhatsApp's service not available",
    strike: inject({ type: 'unavailable' }),
    mend: clear,
    shows: RECOVERED,
    codes: ['WHATSAPP_UNAVAILABLE', 'NO_NETWORK'],
  },
  {
    name: 'device used by another browser',
    ...SOAK_ONLY,
    strike: takeAway,
    shows: RECOVERED,
    codes: ['DEVICE_IN_USE'],
  },
  {
    name: 'device used by another browser, twice in a row',
    ...SOAK_ONLY,
    async strike({ stage, session, accountId }) {
      const { status_changed_at: before } = await stage.engine.session(session);
      await takeAway({ stage, accountId });
      // The session is back so soon that a question in between may miss it.
      await poll(
        () => stage.engine.session(session),
        ({ status, status_changed_at }) => status === 'connected' && status_changed_at !== before,
      );
      await takeAway({ stage, accountId });
    },
    shows: [...RECOVERED, 'connecting', 'failed'],
    codes: ['DEVICE_IN_USE'],
  },
  {
    name: 'account banned for some time',
    strike: inject({ type: 'banned' }),
    mend: clear,
    shows: ['failed'],
    codes: ['ACCOUNT_BANNED'],
  },
  {
    name: 'account locked',
    strike: logOut('navigate', 3),
    shows: ['logged_out'],
    codes: ['ACCOUNT_LOCKED'],
  },
  ...(['navigate', 'state', 'both'] as const).map(
    (mode): FaultRow => ({
      name: `logout on the phone, seen as ${mode}`,
      ...SOAK_ONLY,
      strike: logOut(mode),
      shows: ['logged_out'],
      codes: [mode === 'state' ? 'LOGIN_LOST' : 'LOGGED_OUT_UNKNOWN'],
    }),
  ),
];

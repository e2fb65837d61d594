import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Fault } from '@grabber/whatsapp-simulator/faults';
import { browsersOf, renderersOf } from '../support/processes.ts';
import { closePage } from './close-page.ts';
import type { Victim } from './fault-stage.ts';

/** A fault of a connected session. */
export type FaultRow = {
  readonly name: string;
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
const conflict = inject({ type: 'state', state: 'CONFLICT' });
const clear = ({ stage, accountId }: Victim) => stage.simulator.control.clearFaults(accountId);
const logOut =
  (mode: 'navigate' | 'state' | 'both') =>
  ({ stage, accountId }: Victim) =>
    stage.simulator.control.logoutFromPhone({ account_id: accountId, mode });
const signalBrowser = (signal: NodeJS.Signals) => async (victim: Victim) => {
  for (const pid of await browsersOf(victim.profileDir)) process.kill(pid, signal);
};

const RECOVERED = ['connecting', 'connected'] as const;

export const FAULT_ROWS: readonly FaultRow[] = [
  {
    name: 'a browser that is killed',
    strike: signalBrowser('SIGKILL'),
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED'],
  },
  {
    name: 'a renderer that is killed',
    strike: async (victim) => {
      for (const pid of await renderersOf(victim.profileDir)) process.kill(pid, 'SIGKILL');
    },
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED'],
  },
  {
    name: 'a page out of memory',
    strike: inject({ type: 'out_of_memory' }),
    shows: RECOVERED,
    // The page is busy until it dies: its memory and the hang timeout decide which shows first.
    codes: ['BROWSER_CRASHED', 'PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a page that hangs',
    strike: inject({ type: 'page_hang', duration_ms: 120_000 }),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a browser that is suspended',
    strike: signalBrowser('SIGSTOP'),
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  { name: 'a page that reloads', strike: inject({ type: 'reload' }), shows: RECOVERED },
  {
    name: 'a page that is closed',
    strike: ({ profileDir }) => closePage(profileDir),
    shows: RECOVERED,
    codes: ['BROWSER_CRASHED', 'PAGE_UNRESPONSIVE'],
  },
  { name: 'a page that syncs again', strike: inject({ type: 'sync_again' }), shows: [] },
  {
    name: 'a page without the network',
    strike: inject({ type: 'offline' }),
    mend: clear,
    shows: RECOVERED,
    codes: ['PAGE_UNRESPONSIVE'],
  },
  {
    name: 'a device in use elsewhere',
    strike: conflict,
    shows: RECOVERED,
    codes: ['DEVICE_IN_USE'],
  },
  {
    name: 'a device that is in use elsewhere again at once',
    async strike({ stage, session, accountId }) {
      await conflict({ stage, accountId });
      await stage.engine.reaches(session, 'connecting');
      await stage.engine.reaches(session, 'connected');
      await conflict({ stage, accountId });
      await stage.engine.reaches(session, 'connecting');
    },
    // The engine does not take the device back twice within half a minute: the other browser must stop.
    mend: clear,
    shows: [...RECOVERED, ...RECOVERED],
    codes: ['DEVICE_IN_USE'],
  },
  {
    name: 'a version that WhatsApp no longer accepts',
    strike: inject({ type: 'state', state: 'DEPRECATED_VERSION' }),
    shows: RECOVERED,
    codes: ['WHATSAPP_WEB_CHANGED'],
  },
  {
    name: 'a network address that WhatsApp blocks',
    strike: inject({ type: 'state', state: 'PROXYBLOCK' }),
    shows: ['failed'],
    codes: ['WHATSAPP_REFUSED'],
  },
  ...(['TOS_BLOCK', 'SMB_TOS_BLOCK'] as const).map(
    (state): FaultRow => ({
      name: `an account that WhatsApp blocks (${state})`,
      strike: inject({ type: 'state', state }),
      shows: ['failed'],
      codes: ['WHATSAPP_REFUSED'],
    }),
  ),
  ...(['navigate', 'state', 'both'] as const).map(
    (mode): FaultRow => ({
      name: `a logout on the phone, seen as ${mode}`,
      strike: logOut(mode),
      shows: ['logged_out'],
      codes: ['SESSION_LOGGED_OUT'],
    }),
  ),
];

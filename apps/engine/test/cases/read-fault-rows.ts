import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Fault } from '@grabber/whatsapp-simulator/faults';
import { browsersOf, renderersOf } from '../support/processes.ts';
import type { Victim } from './fault-stage.ts';

/** A fault during a read of a session. */
export type ReadFaultRow = {
  readonly name: string;
  /** Another test has this guarantee, too: only the soak runs the row. */
  readonly soakOnly?: true;
  /** `before` the read begins, or in its `middle`, where the read waits for the fault. */
  readonly when: 'before' | 'middle';
  readonly strike: (victim: Victim) => Promise<unknown>;
  readonly read: 'complete' | 'incomplete' | 'failed';
  /** The codes that a failed read may answer, always with 502. */
  readonly codes?: readonly string[];
  /** The statuses that a client sees; empty where the session stays connected. */
  readonly shows: readonly EngineSession['status'][];
};

const RECOVERED = ['connecting', 'connected'] as const;
const GROUP_ROWS = { type: 'query', kind: 'group_rows' } as const;

const inject =
  (fault: Fault) =>
  ({ stage, accountId }: Victim) =>
    stage.simulator.control.injectFault(accountId, fault);
const firstGroup =
  (behaviour: 'hang' | 'throw') =>
  async ({ stage, accountId }: Victim) => {
    const { groups } = await stage.simulator.control.truth(accountId);
    const fault = { ...GROUP_ROWS, behaviour, target_id: groups[0]!.contact_id };
    await stage.simulator.control.injectFault(accountId, fault);
  };
const firstContact =
  (fault: (contact_id: string) => Fault) =>
  async ({ stage, accountId }: Victim) => {
    const { contacts } = await stage.simulator.control.truth(accountId);
    await stage.simulator.control.injectFault(accountId, fault(contacts[0]!.contact_id));
  };
const killAll =
  (find: typeof browsersOf) =>
  async ({ profileDir }: Victim) => {
    for (const pid of await find(profileDir)) process.kill(pid, 'SIGKILL');
  };

const BEFORE: readonly Omit<ReadFaultRow, 'when' | 'shows'>[] = [
  {
    name: "read of a group, the page's database never answers",
    strike: firstGroup('hang'),
    read: 'incomplete',
  },
  {
    name: "read of a group, the page's database fails",
    strike: firstGroup('throw'),
    read: 'incomplete',
  },
  {
    name: 'read while WhatsApp limits queries',
    strike: inject({ type: 'query', kind: 'group_list', behaviour: 'rate_overlimit' }),
    read: 'complete',
  },
  {
    name: 'read of a contact that throws',
    soakOnly: true,
    strike: firstContact((contact_id) => ({ type: 'contact_throws', contact_id })),
    read: 'incomplete',
  },
  {
    name: 'read of a contact whose serialize throws',
    soakOnly: true,
    strike: firstContact((contact_id) => ({
      type: 'contact_throws',
      contact_id,
      where: 'serialize',
    })),
    read: 'complete',
  },
  {
    name: 'read while business profile queries hang',
    strike: inject({ type: 'query', kind: 'business_profile', behaviour: 'hang' }),
    read: 'complete',
  },
];

const MIDDLE: readonly Omit<ReadFaultRow, 'when' | 'read'>[] = [
  {
    name: 'browser killed during a read',
    soakOnly: true,
    strike: killAll(browsersOf),
    codes: ['BROWSER_CRASHED'],
    shows: RECOVERED,
  },
  {
    name: 'renderer killed during a read',
    soakOnly: true,
    strike: killAll(renderersOf),
    codes: ['BROWSER_CRASHED'],
    shows: RECOVERED,
  },
  {
    name: 'page out of memory during a read',
    soakOnly: true,
    strike: inject({ type: 'out_of_memory' }),
    codes: ['BROWSER_CRASHED', 'PAGE_UNRESPONSIVE'],
    shows: RECOVERED,
  },
  {
    name: 'page hangs during a read',
    strike: inject({ type: 'page_hang', duration_ms: 120_000 }),
    codes: ['PAGE_UNRESPONSIVE'],
    shows: RECOVERED,
  },
  {
    name: 'page reloads during a read',
    soakOnly: true,
    strike: inject({ type: 'reload' }),
    codes: ['READ_FAILED'],
    shows: RECOVERED,
  },
  ...(['navigate', 'state', 'both'] as const).map((mode) => ({
    name: `logout on the phone during a read, seen as ${mode}`,
    soakOnly: true as const,
    strike: ({ stage, accountId }: Victim) =>
      stage.simulator.control.logoutFromPhone({ account_id: accountId, mode }),
    codes: ['READ_ABORTED'],
    shows: ['logged_out'] as const,
  })),
];

export const READ_FAULT_ROWS: readonly ReadFaultRow[] = [
  ...BEFORE.map((row): ReadFaultRow => ({ ...row, when: 'before', shows: [] })),
  ...MIDDLE.map((row): ReadFaultRow => ({ ...row, when: 'middle', read: 'failed' })),
];

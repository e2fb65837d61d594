import { NO_DELAYS, type Step } from './steps.ts';
import { setPhases, type WalkContext } from './walk-context.ts';

/** Parts that have not come by then come with the page's next load. */
const SYNC_PATIENCE_MS = 3_000;
/** For a page that loads without any delay, on a busy machine. */
const LAST_PATIENCE_MS = 60_000;

type Of<Name extends Step['do']> = Extract<Step, { readonly do: Name }>;

/** Changes of the account come while the engine is down, or right after the session's restart. */
export async function restart(walk: WalkContext, step: Of<'restart'>): Promise<void> {
  const { stack, session, store, phone, rules } = walk;
  await setPhases(walk, step.phases);
  if (step.what === 'session') await session.restart();
  else if (step.what === 'engine stops') await stack.stopEngine();
  else {
    await stack.killEngine();
    rules.killed();
  }
  if (step.what !== 'session' && step.hours > 0) {
    await session.ageQueries(step.hours);
    await store.ageQueries(session.id, step.hours);
    rules.hoursPassed();
  }
  for (const change of step.changes) await phone.change(change);
  if (step.what !== 'session') await stack.startEngine();
  if (step.waits) await session.connect();
}

export async function loseLine(walk: WalkContext, step: Of<'lose the line'>): Promise<void> {
  const { control, accountId, phone } = walk;
  await setPhases(walk, step.phases);
  const fault = { type: 'line_lost', duration_ms: step.forMs } as const;
  // Refused where no page is open that could lose it.
  await control.injectFault(accountId, fault).catch(() => undefined);
  for (const change of step.changes) await phone.change(change);
}

/** The parts of a group in the page get another state, which the page can have. */
export async function doubtGroup(walk: WalkContext, step: Of<'doubt a group'>): Promise<void> {
  const { groups } = await walk.phone.truth();
  const group = groups[step.pick % groups.length];
  if (!group) return;
  const fault = { type: 'group_state', group_id: group.contact_id, ...step.state } as const;
  await walk.control.injectFault(walk.accountId, fault);
}

/** All that was late, refused or doubtful is over. */
export async function settle(walk: WalkContext): Promise<void> {
  const { control, accountId, session } = walk;
  await control.clearFaults(accountId);
  await control.setOptions({ ...NO_DELAYS, truncate_groups_above: 0 }, accountId);
  await session.connect();
  if (await session.syncs(SYNC_PATIENCE_MS)) return;
  await session.restart();
  await session.connect();
  if (!(await session.syncs(LAST_PATIENCE_MS))) throw new Error('The session never syncs.');
}

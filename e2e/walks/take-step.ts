import { NO_DELAYS, type Step } from './steps.ts';
import { takeGrab } from './take-grab.ts';
import { doubtGroup, loseLine, restart, settle } from './take-trouble.ts';
import { setPhases, type WalkContext } from './walk-context.ts';

/** Rejects with an error that says which rule was broken. */
export async function take(walk: WalkContext, step: Step): Promise<void> {
  const { control, accountId, session, phone, store } = walk;
  switch (step.do) {
    case 'grab':
      await takeGrab(walk, step);
      return;
    case 'change':
      for (const change of step.changes) await phone.change(change);
      return;
    case 'time passes':
      return store.age(session.id, step.minutes);
    case 'restart':
      return restart(walk, step);
    case 'pair again':
      await setPhases(walk, step.phases);
      await session.pairAgain();
      walk.rules.paired();
      for (const change of step.changes) await phone.change(change);
      return;
    case 'lose the line':
      return loseLine(walk, step);
    case 'doubt a group':
      return doubtGroup(walk, step);
    case 'refuse queries': {
      const { of: kind, times } = step;
      const fault = { type: 'query', kind, behaviour: 'rate_overlimit', times } as const;
      await control.injectFault(accountId, fault);
      return;
    }
    case 'truncate answers':
      walk.habits.truncates ||= step.above > 0;
      await control.setOptions({ truncate_groups_above: step.above }, accountId);
      return;
    case 'settle':
      return settle(walk);
  }
}

/** All troubles end. Two grabs later the address book must be the account. */
export async function finish(walk: WalkContext): Promise<void> {
  const last = { do: 'grab', kind: 'all', waits: true, pauseMs: 0, meanwhile: null } as const;
  // WhatsApp's own list shows what the page cannot. It may be asked for again after the longest refusal.
  const refresh = walk.phone.chatless.size > 0 || walk.rules.mayHaveToAsk();
  if (refresh) {
    await restart(walk, {
      ...{ do: 'restart', what: 'engine stops', hours: 30 },
      ...{ phases: NO_DELAYS, changes: [], waits: true },
    });
  }
  await settle(walk);
  await takeGrab(walk, { ...last, refresh });
  await walk.store.age(walk.session.id, 11);
  const answer = await takeGrab(walk, { ...last, refresh: false });
  if (answer?.complete !== true) {
    throw new Error(`The last grab is not complete: ${JSON.stringify(answer)}`);
  }
}

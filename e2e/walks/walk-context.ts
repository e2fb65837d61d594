import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import type { SimulatorControl } from '@grabber/whatsapp-simulator/control';
import type { RestClient } from '../support/rest-client.ts';
import type { WholeStack } from '../support/whole-stack.ts';
import { createPhone, type Phone } from './phone.ts';
import { createQueryRules, type QueryRules } from './query-rules.ts';
import { createSession, type SessionUnderTest } from './session-under-test.ts';
import type { Store } from './snapshot.ts';
import type { Phases } from './steps.ts';

/** What the steps of one walk work on. */
export type WalkContext = {
  readonly stack: WholeStack;
  readonly control: SimulatorControl;
  readonly accountId: string;
  readonly session: SessionUnderTest;
  readonly phone: Phone;
  readonly store: Store;
  readonly rules: QueryRules;
  /** What a step has made possible from then on. */
  readonly habits: {
    /** WhatsApp's answer with all groups may name some by their size alone. */
    truncates: boolean;
    /** A page may ask for a group whose members it restores. */
    restoresInBatches: boolean;
  };
  /** How many grabs were stored, and how many of these were complete. */
  readonly counts: { stored: number; complete: number };
};

/** Links a new session with a new account, whose first sync takes so long. */
export async function startWalk(
  { stack, rest, store }: { stack: WholeStack; rest: RestClient; store: Store },
  spec: Partial<AccountSpec>,
  phases: Phases,
): Promise<WalkContext> {
  const { control } = stack.simulator;
  const { account_id: accountId, phone_number } = await control.createAccount(spec);
  // Who rejoins a community is no longer its admin, and the phone here knows no hidden members.
  await control.setOptions({ sync_delay_ms: 100, hide_members: false, ...phases }, accountId);
  const session = await createSession(stack, rest, accountId);
  const habits = { truncates: false, restoresInBatches: phases.member_batch_size > 0 };
  const rules = createQueryRules(() => (habits.truncates ? Number.POSITIVE_INFINITY : 0));
  const phone = createPhone(control, accountId, `${phone_number}@s.whatsapp.net`);
  await session.connect();
  const counts = { stored: 0, complete: 0 };
  return { stack, control, accountId, session, phone, store, rules, habits, counts };
}

/** How the pages load from now on. */
export async function setPhases(walk: WalkContext, phases: Phases): Promise<void> {
  walk.habits.restoresInBatches ||= phases.member_batch_size > 0;
  await walk.control.setOptions(phases, walk.accountId);
}

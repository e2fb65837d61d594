import type { SimulatorControl } from '@grabber/whatsapp-simulator/control';
import type { Fault, MemberChoice } from '@grabber/whatsapp-simulator/faults';

type Truth = Awaited<ReturnType<SimulatorControl['truth']>>;
type TruthGroup = Truth['groups'][number];

const CONTACT_SHARE = 0.01;
const GROUP_SHARE = 0.03;
/** The ways in which groups are damaged. */
const WAYS = 6;

/** The ids of the broken contacts and groups, by kind. */
export type Damage = {
  readonly contacts: {
    /** Cannot be read. */
    readonly throws: readonly string[];
    /** Broken only in ways that our reader does not touch: `serialize`, and an answer that never comes. */
    readonly harmless: readonly string[];
  };
  readonly groups: {
    readonly metadata: readonly string[];
    readonly participants: readonly string[];
    /** One member throws. */
    readonly member: readonly string[];
    /** The page's database has no row of members, or one that is not to be used. */
    readonly missing: readonly string[];
    readonly unusable: readonly string[];
    /** The page has neither metadata nor members of them. */
    readonly lacking: readonly string[];
  };
};

/** Breaks 1 % of the contacts, 1 % more where it does no harm, and 3 % of the groups, at least one in each way. */
export async function damageAccount(
  control: SimulatorControl,
  accountId: string,
  { truth, unloaded }: { truth: Truth; unloaded: readonly string[] },
): Promise<Damage> {
  const broken = Math.round(truth.contacts.length * CONTACT_SHARE);
  const contacts = truth.contacts.map(({ contact_id }) => contact_id);
  const damaged = Math.round(truth.groups.length * GROUP_SHARE);
  const isUnloaded = ({ contact_id }: TruthGroup) => unloaded.includes(contact_id);
  const loaded = truth.groups.filter((group) => !isUnloaded(group));
  const waiting = truth.groups.filter(isUnloaded);
  let ways = 0;
  const take = (groups: TruthGroup[]) => {
    const count = Math.floor(damaged / WAYS) + (ways < damaged % WAYS ? 1 : 0);
    ways += 1;
    return groups.splice(0, Math.max(1, count)).map(({ contact_id }) => contact_id);
  };
  const damage: Damage = {
    contacts: { throws: contacts.slice(0, broken), harmless: contacts.slice(broken, 2 * broken) },
    groups: {
      metadata: take(loaded),
      participants: take(loaded),
      member: take(loaded),
      missing: take(waiting),
      unusable: take(waiting),
      lacking: take(loaded),
    },
  };
  for (const fault of faultsOf(damage, truth)) await control.injectFault(accountId, fault);
  return damage;
}

function faultsOf({ contacts, groups }: Damage, truth: Truth): Fault[] {
  return [
    ...contacts.throws.map((contact_id): Fault => ({ type: 'contact_throws', contact_id })),
    ...contacts.harmless.flatMap((contact_id): Fault[] => [
      { type: 'contact_throws', contact_id, where: 'serialize' },
      { type: 'query', kind: 'business_profile', behaviour: 'hang', target_id: contact_id },
    ]),
    ...groups.metadata.map((group_id): Fault => ({ type: 'group_throws', group_id })),
    ...groups.participants.map(
      (group_id): Fault => ({ type: 'group_throws', group_id, where: 'participants' }),
    ),
    ...truth.groups
      .filter(({ contact_id }) => groups.member.includes(contact_id))
      .map((group): Fault => {
        const member = brokenMember(group) as MemberChoice;
        return { type: 'group_throws', group_id: group.contact_id, where: 'member', member };
      }),
    ...groups.lacking.flatMap((group_id): Fault[] => [
      { type: 'no_metadata', group_id },
      { type: 'group_state', group_id, row: 'missing' },
    ]),
    ...groups.missing.map((group_id): Fault => ({ type: 'group_state', group_id, row: 'missing' })),
    ...groups.unusable.map((group_id): Fault => ({ type: 'group_state', group_id, row: 'stale' })),
  ];
}

/** The group without the member that cannot be read. */
export function withoutMember(group: TruthGroup): TruthGroup {
  const broken = brokenMember(group);
  const participants = group.participants.filter((one) => one.participant_id !== broken);
  return { ...group, participants };
}

/** The group as it is read while the entries of these persons throw: an entry has the masked number. */
export function withoutNumbersOf(ids: readonly string[], group: TruthGroup): TruthGroup {
  const participants = group.participants.map((one) =>
    ids.includes(one.participant_id) ? { ...one, masked_number: null } : one,
  );
  return { ...group, participants };
}

/** Not the account itself: its number has a prefix of its own. */
function brokenMember({ participants }: TruthGroup): string | undefined {
  const isOwn = (phone: string | null) => phone?.startsWith('6289');
  return participants.find(({ phone_number }) => !isOwn(phone_number))?.participant_id;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '@grabber/whatsapp-simulator/account/operations';
import type { Truth, TruthGroup } from '@grabber/whatsapp-simulator/account/truth';
import type { SimulatorControl } from '@grabber/whatsapp-simulator/control';
import { type Change, DATABASE_DELAY_MS } from './steps.ts';

const MANY_SHARE = 0.4;
const LEAST_MEMBERS = 3;
/** Rows of members are written by then. */
const WRITTEN_MS = 1.6 * DATABASE_DELAY_MS;

/** The phone of one account: what a person does on it, and what WhatsApp then has. */
export type Phone = {
  /** Groups that WhatsApp's server alone lists, and those of them that are gone. */
  readonly chatless: ReadonlySet<string>;
  /** The last change may not be in the page's database. */
  mayLag(): boolean;
  change(change: Change): Promise<void>;
  truth(): Promise<Truth>;
};

export function createPhone(control: SimulatorControl, accountId: string, ownId: string): Phone {
  const chatless = new Set<string>();
  const left: string[] = [];
  let changedAt = 0;
  const truth = () => control.truth(accountId);
  const apply = async (operations: readonly Operation[]) => {
    const changed = await control.changeAccount(accountId, [...operations]);
    changedAt = Date.now();
    return changed;
  };

  async function addGroup(hasChat: boolean): Promise<void> {
    const { contacts } = await truth();
    const members = contacts.slice(0, LEAST_MEMBERS).map(({ contact_id }) => contact_id);
    const { results } = await apply([
      { type: 'add_group', subject: 'Grup baru', members, has_chat: hasChat },
    ]);
    const id = results[0]?.group_id;
    if (!hasChat && id !== undefined) chatless.add(id);
  }

  /** A group that is gone stays among them: the page has never seen it. */
  async function showChats(): Promise<void> {
    for (const { contact_id: group_id } of (await truth()).groups) {
      if (!chatless.delete(group_id)) continue;
      await apply([{ type: 'update_group', group_id, set: { has_chat: true } }]);
    }
  }

  async function leave(pick: number): Promise<void> {
    const { groups } = await truth();
    // WhatsApp shows the members of a community to its admins only, and an account that comes back is no admin.
    const group = choose(
      groups.filter(({ is_community: isCommunity }) => !isCommunity),
      pick,
    );
    if (!group) return;
    left.push(group.contact_id);
    await apply([{ type: 'leave_group', group_id: group.contact_id }]);
  }

  async function rejoin(pick: number): Promise<void> {
    const id = choose(left, pick);
    if (id === undefined) return;
    left.splice(left.indexOf(id), 1);
    await apply([{ type: 'join_group', group_id: id }]);
  }

  return {
    chatless,
    mayLag: () => Date.now() - changedAt < WRITTEN_MS,
    truth,
    async change(change) {
      switch (change.do) {
        case 'add contact':
          await apply([{ type: 'add_contact', address_book_name: 'Orang Baru', known_by: 'both' }]);
          return;
        case 'add group':
          return addGroup(true);
        case 'add group without chat':
          return addGroup(false);
        case 'show chats of groups':
          return showChats();
        case 'leave group':
          return leave(change.pick);
        case 'rejoin group':
          return rejoin(change.pick);
        default: {
          const operations = operationsOf(change, await truth(), ownId);
          if (operations.length > 0) await apply(operations);
          // Nothing shows that a row lacks one who came back: until it has them, they count as gone.
          if (change.do === 'add contact to group') await sleep(WRITTEN_MS);
        }
      }
    },
  };
}

type Chosen = Extract<Change, { readonly pick: number }>;

/** A change that needs nothing but the account as it is. */
function operationsOf({ do: what, pick }: Chosen, truth: Truth, ownId: string): Operation[] {
  const { contacts, groups } = truth;
  const group = choose(groups, pick);
  const remove = (ids: readonly string[]): Operation[] =>
    ids.map((contact_id) => ({ type: 'remove_contact', contact_id }));
  const ids = contacts.map(({ contact_id }) => contact_id);
  switch (what) {
    case 'remove contact':
      return remove([choose(ids, pick)].filter((id) => id !== undefined));
    case 'remove many contacts':
      return remove(someOf(ids, pick));
    case 'save member':
      return saveMember(truth, pick, ownId);
    case 'add stranger':
      return group ? [{ type: 'add_member', group_id: group.contact_id }] : [];
    case 'add contact to group':
      return group ? addContact(group, ids, pick) : [];
    case 'remove member':
      return group ? removeMembers(group, [choose(othersOf(group, ownId), pick)]) : [];
    case 'remove many members':
      return group ? removeMembers(group, someOf(othersOf(group, ownId), pick)) : [];
    default:
      return [];
  }
}

function saveMember({ contacts, groups }: Truth, pick: number, ownId: string): Operation[] {
  const known = new Set(contacts.map(({ contact_id }) => contact_id));
  const strangers = groups.flatMap((group) =>
    othersOf(group, ownId).filter((id) => !known.has(id)),
  );
  const contact_id = choose(strangers, pick);
  if (contact_id === undefined) return [];
  const set = { is_saved: true, address_book_name: 'Anggota Grup' };
  return [{ type: 'update_contact', contact_id, set }];
}

function addContact(group: TruthGroup, ids: readonly string[], pick: number): Operation[] {
  const members = new Set(group.participants.map(({ participant_id }) => participant_id));
  const contact_id = choose(
    ids.filter((id) => !members.has(id)),
    pick,
  );
  if (contact_id === undefined) return [];
  return [{ type: 'add_member', group_id: group.contact_id, contact_id }];
}

function removeMembers({ contact_id: group_id }: TruthGroup, ids: (string | undefined)[]) {
  return ids
    .filter((id) => id !== undefined)
    .map((contact_id) => ({ type: 'remove_member' as const, group_id, contact_id }));
}

function othersOf({ participants }: TruthGroup, ownId: string): string[] {
  return participants.map(({ participant_id }) => participant_id).filter((id) => id !== ownId);
}

function choose<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % items.length];
}

/** A share of them, from a place on. */
function someOf<Item>(items: readonly Item[], pick: number): Item[] {
  if (items.length === 0) return [];
  const start = pick % items.length;
  const turned = [...items.slice(start), ...items.slice(0, start)];
  return turned.slice(0, Math.ceil(items.length * MANY_SHARE));
}

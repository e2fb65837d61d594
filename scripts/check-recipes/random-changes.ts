import type { Operation } from '@grabber/whatsapp-simulator/account/operations';
import type { Truth, TruthGroup } from '@grabber/whatsapp-simulator/account/truth';
import { type SimulatorControl, SimulatorControlError } from '@grabber/whatsapp-simulator/control';

/** Chooses one of the items. Throws NothingFits when no item fits. */
type Choose = <Item>(items: readonly Item[]) => Item;
type Draw = (truth: Truth, choose: Choose, number: number) => Operation;

class NothingFits extends Error {}

const MAX_TRIES = 50;
const KNOWN_BY = ['phone', 'lid_only', 'lid_with_phone', 'both'] as const;

const idsOf = ({ contacts }: Truth) => contacts.map(({ contact_id }) => contact_id);
const ordinary = ({ groups }: Truth) => groups.filter((group) => !group.is_community);

/** What happens on a phone, from the most frequent to the least. */
const DRAWS: Readonly<Record<string, Draw>> = {
  new: (_truth, choose, number) => ({
    type: 'add_contact',
    address_book_name: `Orang ${number}`,
    known_by: choose(KNOWN_BY),
  }),
  renamed: (truth, choose, number) => ({
    type: 'update_contact',
    contact_id: choose(idsOf(truth)),
    set: { is_saved: true, address_book_name: `Nama ${number}` },
  }),
  'other push name': (truth, choose, number) => ({
    type: 'update_contact',
    contact_id: choose(idsOf(truth)),
    set: { push_name: `Panggilan ${number}` },
  }),
  'number learnt': (truth, choose) => ({
    type: 'reveal_phone',
    contact_id: choose(idsOf(truth).filter((id) => id.endsWith('@lid'))),
  }),
  gone: (truth, choose) => ({ type: 'remove_contact', contact_id: choose(idsOf(truth)) }),
  'other number': (truth, choose) => ({ type: 'change_number', contact_id: choose(idsOf(truth)) }),
  blocked: (truth, choose) => {
    const person = choose(truth.contacts);
    const set = { is_blocked: !person.is_blocked };
    return { type: 'update_contact', contact_id: person.contact_id, set };
  },
  'new group': (truth, choose, number) => ({
    type: 'add_group',
    subject: `Grup ${number}`,
    members: [choose(idsOf(truth)), choose(idsOf(truth))],
  }),
  'group renamed': (truth, choose, number) => ({
    type: 'update_group',
    group_id: choose(truth.groups).contact_id,
    set: { subject: `Grup ${number}`, description: `Deskripsi ${number}` },
  }),
  'group left': (truth, choose) => ({
    type: 'leave_group',
    group_id: choose(ordinary(truth)).contact_id,
  }),
  'member joined': (truth, choose) => ({
    type: 'add_member',
    group_id: choose(ordinary(truth)).contact_id,
  }),
  'member left': (truth, choose) => {
    const group = choose(ordinary(truth));
    return { type: 'remove_member', group_id: group.contact_id, contact_id: member(group, choose) };
  },
  'member made admin': (truth, choose) => {
    const group = choose(ordinary(truth));
    const contact_id = member(group, choose);
    return { type: 'set_member_role', group_id: group.contact_id, contact_id, role: 'admin' };
  },
};

/** Any member but the account itself, which is the first. */
function member({ participants }: TruthGroup, choose: Choose): string {
  return choose(participants.slice(1)).participant_id;
}

/** Draws changes for one account. The same seed gives the same changes of the same account. */
export function createChanger(control: SimulatorControl, accountId: string, seed: number) {
  let state = seed;
  let number = 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const choose: Choose = (items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new NothingFits();
    return item;
  };
  async function changeOnce(): Promise<string> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const name = choose(Object.keys(DRAWS));
      number++;
      try {
        const operation = DRAWS[name]?.(await control.truth(accountId), choose, number);
        if (operation) await control.changeAccount(accountId, [operation]);
        return name;
      } catch (error) {
        // Such as the number of a person whom WhatsApp hides: another change is drawn.
        if (!(error instanceof NothingFits || error instanceof SimulatorControlError)) throw error;
      }
    }
    throw new Error('No change fits the account');
  }
  return {
    /** Applies so many changes, and adds them to the counts by their names. */
    async change(count: number, counts: Map<string, number>): Promise<void> {
      for (let n = 0; n < count; n++) {
        const name = await changeOnce();
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    },
  };
}

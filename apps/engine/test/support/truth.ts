import { GROUP_FACTS } from '@grabber/contracts/contact-fields';
import type { ReadDocument } from '@grabber/contracts/engine/reading';
import type { SimulatorControl } from '@grabber/whatsapp-simulator/control';

type Truth = Awaited<ReturnType<SimulatorControl['truth']>>;
type Contact = ReadDocument['contacts'][number] | Truth['contacts'][number];
type Group = ReadDocument['groups'][number] | Truth['groups'][number];

/** A read and the simulator's truth in one form and order, so that they can be compared as a whole. */
export function comparable(read: Pick<ReadDocument | Truth, 'groups' | 'contacts'>) {
  return {
    contacts: byId<Contact>(read.contacts),
    groups: byId<Group>(read.groups).map((group) => ({
      contact_id: group.contact_id,
      name: group.name,
      description: group.description,
      owner_id: group.owner_id,
      created_at: group.created_at,
      is_admin: group.is_admin,
      is_announce: group.is_announce,
      is_community: group.is_community,
      community_id: group.community_id,
      profile_picture: group.profile_picture,
      ...Object.fromEntries(GROUP_FACTS.map((name) => [name, group[name]])),
      participants_count: group.participants_count,
      participants: group.participants
        .map(({ participant_id, lid, phone_number, masked_number, role }) => ({
          participant_id,
          lid,
          phone_number,
          masked_number: masked_number ?? null,
          role,
        }))
        .toSorted((a, b) => compare(a.participant_id, b.participant_id)),
    })),
  };
}

/** Who has left the groups, in the same way. */
export function comparablePast(read: Pick<ReadDocument, 'past_participants'> | Truth) {
  const lists =
    'past_participants' in read
      ? read.past_participants
      : read.groups.map(({ contact_id, past_participants }) => ({
          group_id: contact_id,
          past_participants,
        }));
  return lists
    .filter(({ past_participants }) => past_participants.length > 0)
    .toSorted((a, b) => compare(a.group_id, b.group_id))
    .map(({ group_id, past_participants }) => ({
      group_id,
      past: past_participants
        .map(({ participant_id, lid, phone_number, masked_number = null, left_at, reason }) => ({
          ...{ participant_id, lid, phone_number, masked_number, left_at, reason },
        }))
        .toSorted((a, b) => compare(a.participant_id, b.participant_id)),
    }));
}

function byId<T extends { contact_id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => compare(a.contact_id, b.contact_id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { EngineGroup } from '@grabber/contracts/engine/group';
import type { ReadDocument } from '@grabber/contracts/engine/reading';

/** A read without the parts that differ between two reads of the same account. */
export function comparable(document: ReadDocument): object {
  const { started_at: _, timings: __, queries_sent: ___, ...content } = document;
  return {
    ...content,
    groups: document.groups
      .map((group) => ({ ...group, participants: sorted(group.participants, 'participant_id') }))
      .toSorted((a, b) => compare(a.contact_id, b.contact_id)),
    contacts: sorted(document.contacts, 'contact_id'),
  };
}

export function duplicates(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

type Person = { readonly id: string; readonly phone: string | null; readonly lid: string | null };

/** Ids of persons whose id, phone and LID do not agree, or that a group has twice. */
export function strangePeople(read: {
  groups: readonly EngineGroup[];
  contacts: readonly EngineContact[];
}): string[] {
  const members = read.groups.map((group) =>
    group.participants.map((member) => ({
      id: member.participant_id,
      phone: member.phone_number,
      lid: member.lid,
    })),
  );
  const contacts = read.contacts.map((contact) => ({
    id: contact.contact_id,
    phone: contact.phone_number,
    lid: contact.lid,
  }));
  const twice = members.flatMap((people) => duplicates(people.map((person) => person.id)));
  const strange = [...members.flat(), ...contacts].filter((person) => !agrees(person));
  return [...twice, ...strange.map((person) => person.id)];
}

function agrees({ id, phone, lid }: Person): boolean {
  return phone === null ? id === lid : id === `${phone}@s.whatsapp.net`;
}

function sorted<K extends string, T extends Record<K, string>>(items: readonly T[], key: K): T[] {
  return items.toSorted((a, b) => compare(a[key], b[key]));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

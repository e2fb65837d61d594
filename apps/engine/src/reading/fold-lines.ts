import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { EngineGroup } from '@grabber/contracts/engine/group';
import type {
  HeaderLine,
  ReadDocument,
  ReadLine,
  TrailerLine,
} from '@grabber/contracts/engine/reading';

/** The same read as one document. Rejects with the error that ends the lines early. */
export async function foldLines(lines: AsyncIterable<ReadLine>): Promise<ReadDocument> {
  const groups = new Map<string, EngineGroup>();
  const contacts: EngineContact[] = [];
  const past = new Map<string, ReadDocument['past_participants'][number]>();
  const kept_groups: string[] = [];
  let header: HeaderLine | undefined;
  let trailer: TrailerLine | undefined;
  for await (const line of lines) {
    if (line.type === 'header') header = line;
    else if (line.type === 'trailer') trailer = line;
    else if (line.type === 'groups') {
      for (const group of line.groups) groups.set(group.contact_id, group);
    } else if (line.type === 'participants') {
      const known = groups.get(line.group_id)?.participants;
      for (const participant of line.participants) known?.push(participant);
    } else if (line.type === 'past_participants') {
      const { group_id, past_participants } = line;
      const known = past.get(group_id)?.past_participants ?? [];
      past.set(group_id, { group_id, past_participants: [...known, ...past_participants] });
    } else if (line.type === 'contacts') {
      for (const contact of line.contacts) contacts.push(contact);
    } else if (line.type === 'kept_groups') {
      for (const id of line.group_ids) kept_groups.push(id);
    }
  }
  if (!header || !trailer) throw new Error('The read ended without its trailer');
  const { type: _, ...start } = header;
  const { type: __, ...end } = trailer;
  const lists = {
    groups: [...groups.values()],
    past_participants: [...past.values()],
    contacts,
    kept_groups,
  };
  return { ...start, ...lists, ...end };
}

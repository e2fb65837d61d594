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
    } else if (line.type === 'contacts') {
      for (const contact of line.contacts) contacts.push(contact);
    } else if (line.type === 'kept_groups') {
      for (const id of line.group_ids) kept_groups.push(id);
    }
  }
  if (!header || !trailer) throw new Error('The read ended without its trailer');
  const { type: _, ...start } = header;
  const { type: __, ...end } = trailer;
  return { ...start, groups: [...groups.values()], contacts, kept_groups, ...end };
}

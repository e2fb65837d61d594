import type { EngineGroup } from '@grabber/contracts/engine/group';
import type { ReadLine, TrailerLine } from '@grabber/contracts/engine/reading';
import type { GrabStore } from '@grabber/database/begin-grab-store';
import type { UnreadableEntry } from '@grabber/database/grab-entries';
import { contactEntry, groupEntry, participantEntry } from '../mappers/engine-to-entries.ts';

/** What a read ended with. */
export type ReadEnd = { readonly trailer: TrailerLine; readonly unreadable: UnreadableEntry[] };

/** Takes the lines of a read into the store, at the speed of the slower of the two. */
export async function storeRead(
  store: GrabStore,
  lines: AsyncIterable<ReadLine>,
): Promise<ReadEnd> {
  const unreadable: UnreadableEntry[] = [];
  let trailer: TrailerLine | undefined;
  for await (const line of lines) {
    if (line.type === 'groups') await addGroups(store, line.groups);
    else if (line.type === 'participants') {
      await store.addParticipants(line.group_id, line.participants.map(participantEntry));
    } else if (line.type === 'contacts') await store.addContacts(line.contacts.map(contactEntry));
    else if (line.type === 'error') {
      const { type, id, reason } = line.item;
      unreadable.push({ type, contact_id: id, reason });
    } else if (line.type === 'trailer') trailer = line;
  }
  if (!trailer) throw new Error('The engine client let a read end without its trailer.');
  return { trailer, unreadable };
}

async function addGroups(store: GrabStore, groups: readonly EngineGroup[]): Promise<void> {
  await store.addGroups(groups.map(groupEntry));
  for (const group of groups) {
    if (group.participants.length === 0) continue;
    await store.addParticipants(group.contact_id, group.participants.map(participantEntry));
  }
}

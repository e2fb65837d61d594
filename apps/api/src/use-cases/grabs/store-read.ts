import type { EngineGroup } from '@grabber/contracts/engine/group';
import type { HeaderLine, ReadLine, TrailerLine } from '@grabber/contracts/engine/reading';
import type { GrabStore } from '@grabber/database/store/begin-grab-store';
import {
  contactEntry,
  groupEntry,
  participantEntry,
  pastParticipantEntry,
  unreadMembersEntry,
} from '../../mappers/engine-to-entries.ts';

/** How much of a read has arrived. */
export type ReadProgress = {
  groups: number;
  participants: number;
  contacts: number;
  /** The engine's estimates before the read. Null: it had none, or the grab does not read this type. */
  estimated_groups: number | null;
  estimated_contacts: number | null;
  /** Requests that this read made WhatsApp Web send to WhatsApp, as last reported by the engine. */
  queries_sent: number;
};

/** What the ends of a read say about it. */
export type WholeRead = { readonly account: HeaderLine['account']; readonly trailer: TrailerLine };

/**
 * Writes the lines of a read into the store, at the speed of the slower side. After each line,
 * `onProgress` gets the counts so far. It is always the same object and changes later. Who left a group before
 * `leftSince` is left out: retention would delete them again.
 */
export async function storeRead(
  store: GrabStore,
  lines: AsyncIterable<ReadLine>,
  options: {
    readonly leftSince: Date | null;
    readonly onProgress: (progress: Readonly<ReadProgress>) => void;
  },
): Promise<WholeRead> {
  const progress: ReadProgress = {
    groups: 0,
    participants: 0,
    contacts: 0,
    estimated_groups: null,
    estimated_contacts: null,
    queries_sent: 0,
  };
  let account: HeaderLine['account'] | undefined;
  let trailer: TrailerLine | undefined;
  for await (const line of lines) {
    if (line.type === 'header') account = line.account;
    if (line.type === 'error') {
      const { type, id, reason } = line.item;
      store.addUnreadable({ type, contact_id: id, reason });
    } else if (line.type === 'trailer') {
      trailer = line;
      for (const group of line.unread_groups) store.addUnreadMembers(unreadMembersEntry(group));
      progress.queries_sent = line.queries_sent;
    } else if (line.type === 'past_participants') {
      const { leftSince } = options;
      const past = line.past_participants.map(pastParticipantEntry);
      const kept = past.filter(({ left_at }) => leftSince === null || left_at >= leftSince);
      await store.addPastParticipants(line.group_id, kept);
    } else await takeIn(store, line, progress);
    options.onProgress(progress);
  }
  if (!trailer || !account) throw new Error('The engine client let a read end before its end.');
  return { account, trailer };
}

async function takeIn(store: GrabStore, line: ReadLine, progress: ReadProgress): Promise<void> {
  if (line.type === 'header') {
    progress.estimated_groups = line.estimated_groups;
    progress.estimated_contacts = line.estimated_contacts;
  } else if (line.type === 'groups') {
    await addGroups(store, line.groups);
    progress.groups += line.groups.length;
    progress.participants += line.groups.reduce((sum, group) => sum + group.participants.length, 0);
  } else if (line.type === 'participants') {
    await store.addParticipants(line.group_id, line.participants.map(participantEntry));
    progress.participants += line.participants.length;
  } else if (line.type === 'contacts') {
    await store.addContacts(line.contacts.map(contactEntry));
    progress.contacts += line.contacts.length;
  } else if (line.type === 'kept_groups') {
    store.keepGroups(line.group_ids);
  } else if (line.type === 'progress') {
    progress.queries_sent = line.queries_sent;
  }
}

async function addGroups(store: GrabStore, groups: readonly EngineGroup[]): Promise<void> {
  await store.addGroups(groups.map(groupEntry));
  for (const group of groups) {
    if (group.participants.length === 0) continue;
    await store.addParticipants(group.contact_id, group.participants.map(participantEntry));
  }
}

import type { ClientBase } from 'pg';
import type { GrabItemError } from '../../grabs/grab-row.ts';
import type {
  ContactEntry,
  GroupEntry,
  OlderLidEntry,
  ParticipantEntry,
  PastParticipantEntry,
  UnreadableEntry,
  UnreadMembersEntry,
} from '../grab-entries.ts';
import { contactLine, groupLine, olderLidLine, participantLine, pastLine } from './entry-lines.ts';
import {
  type FailureAccount,
  noteKept,
  noteRefused,
  noteUnreadable,
  noteUnreadMembers,
  openFailureAccount,
} from './failure-account.ts';
import { stageWriter } from './stage-writer.ts';
import {
  STAGED_CONTACT_COLUMNS,
  STAGED_OLDER_LID_COLUMNS,
  STAGED_PARTICIPANT_COLUMNS,
  STAGED_PAST_COLUMNS,
  type STAGING_TABLES,
} from './staging-tables.ts';
import {
  refuseContact,
  refuseGroup,
  refuseParticipant,
  refusePastParticipant,
} from './validate-entry.ts';

/** The column of the id in both staging tables. It is a JID, which COPY does not escape. */
const ID_PLACE = 2;
/** The column of the group's id of a staged member. It is also a JID. */
const GROUP_ID_PLACE = 1;

/** Copies entries into the staging tables, and records the entries that it cannot store. */
export interface GrabIntake {
  addGroups(rows: readonly GroupEntry[]): Promise<void>;
  addContacts(rows: readonly ContactEntry[]): Promise<void>;
  addParticipants(groupId: string, rows: readonly ParticipantEntry[]): Promise<void>;
  addPastParticipants(groupId: string, rows: readonly PastParticipantEntry[]): Promise<void>;
  addUnreadable(entry: UnreadableEntry): void;
  addUnreadMembers(entry: UnreadMembersEntry): void;
  keepGroups(ids: readonly string[]): void;
  /** Sends the remaining collected lines. */
  close(): Promise<IntakeResult>;
}

/** The entries that arrived, and the refused ones. */
export interface IntakeResult {
  /** The rows that Postgres took, by staging table. */
  staged: StagedCounts;
  /** The entries that came, refused ones included. */
  arrived: ArrivedCounts;
  last_contact_seq: number;
  last_participant_seq: number;
  has_older_lids: boolean;
  has_past_participants: boolean;
  /** Groups with a refused member: their member lists remove no stored member. */
  groups_with_refused_members: string[];
  failures: FailureAccount;
}

/** How many rows each staging table must have. */
type StagedCounts = Readonly<Record<(typeof STAGING_TABLES)[number], number>>;

/** How many of each kind the read delivered. */
export type ArrivedCounts = {
  readonly groups: number;
  readonly contacts: number;
  readonly participants: number;
};

/** The intake of one grab. Each COPY is a transaction of its own. */
export function grabIntake(client: ClientBase): GrabIntake {
  const failures = openFailureAccount();
  const groupIds = new Set<string>();
  const groupsWithRefused = new Set<string>();
  const { noteEntry, noteMember } = refusalNotes(failures, groupsWithRefused);
  const contacts = numberedWriter(
    client,
    'staged_contacts',
    STAGED_CONTACT_COLUMNS,
    (values, reason) => noteEntry(values[ID_PLACE] ?? '', reason),
  );
  const members = numberedWriter(
    client,
    'staged_participants',
    STAGED_PARTICIPANT_COLUMNS,
    (values, reason) => noteMember(values[GROUP_ID_PLACE] ?? '', values[ID_PLACE] ?? '', reason),
  );
  const [olderLids, past] = [olderLidIntake(client), pastIntake(client)];
  const arrived = { groups: 0, contacts: 0, participants: 0 };
  return {
    addGroups: (rows) => {
      arrived.groups += rows.length;
      for (const row of rows) groupIds.add(row.contact_id);
      const note = (row: GroupEntry, reason: string): void => noteEntry(row.contact_id, reason);
      return contacts.add(rows, refuseGroup, note, groupLine);
    },
    addContacts: async (rows) => {
      arrived.contacts += rows.length;
      const note = (row: ContactEntry, reason: string): void => noteEntry(row.contact_id, reason);
      await contacts.add(rows, refuseContact, note, contactLine);
      await olderLids.add(rows);
    },
    addParticipants: (groupId, rows) => {
      arrived.participants += rows.length;
      const known = groupIds.has(groupId);
      const refuse = (row: ParticipantEntry): string | null =>
        known ? refuseParticipant(row) : 'its group is not in this grab';
      const note = (row: ParticipantEntry, reason: string): void =>
        noteMember(groupId, row.participant_id, reason);
      const line = (seq: number, row: ParticipantEntry): string =>
        participantLine(seq, groupId, row);
      return members.add(rows, refuse, note, line);
    },
    addPastParticipants: past.add,
    addUnreadable: (entry) => noteUnreadable(failures, entry),
    addUnreadMembers: (entry) => noteUnreadMembers(failures, entry),
    keepGroups: (ids) => noteKept(failures, ids),
    close: async () => ({
      ...(await closeWriters({ contacts, members, olderLids, past })),
      arrived,
      groups_with_refused_members: [...groupsWithRefused],
      failures,
    }),
  };
}

function refusalNotes(failures: FailureAccount, groupsWithRefused: Set<string>) {
  return {
    noteEntry: (id: string, reason: string): void =>
      noteRefused(failures, { type: typeOf(id), contact_id: id, reason }),
    noteMember: (groupId: string, id: string, reason: string): void => {
      groupsWithRefused.add(groupId);
      noteRefused(failures, { type: 'participant', contact_id: id, reason });
    },
  };
}

type Writers = Readonly<
  Record<
    'contacts' | 'members' | 'olderLids' | 'past',
    Pick<ReturnType<typeof numberedWriter>, 'flush' | 'lastSeq' | 'staged'>
  >
>;

async function closeWriters({ contacts, members, olderLids, past }: Writers) {
  for (const { flush } of [contacts, members, olderLids, past]) await flush();
  return {
    staged: {
      staged_contacts: contacts.staged(),
      staged_participants: members.staged(),
      staged_past_participants: past.staged(),
      staged_older_lids: olderLids.staged(),
    },
    last_contact_seq: contacts.lastSeq(),
    last_participant_seq: members.lastSeq(),
    has_older_lids: olderLids.lastSeq() > 0,
    has_past_participants: past.lastSeq() > 0,
  };
}

function pastIntake(client: ClientBase) {
  // Without it nothing of the group is wrong, and a later grab brings it again.
  const leaveOut = (): void => {};
  const writer = numberedWriter(client, 'staged_past_participants', STAGED_PAST_COLUMNS, leaveOut);
  return {
    ...writer,
    add: (groupId: string, rows: readonly PastParticipantEntry[]): Promise<void> =>
      writer.add(rows, refusePastParticipant, leaveOut, (seq, row) => pastLine(seq, groupId, row)),
  };
}

function olderLidIntake(client: ClientBase) {
  // Without it the contact is stored all the same; only this address does not find it.
  const leaveOut = (): void => {};
  const writer = numberedWriter(client, 'staged_older_lids', STAGED_OLDER_LID_COLUMNS, leaveOut);
  return {
    ...writer,
    add: (rows: readonly ContactEntry[]): Promise<void> =>
      writer.add(olderLidsOf(rows), () => null, leaveOut, olderLidLine),
  };
}

/** Those of persons with a phone: WhatsApp knows them by it. */
function olderLidsOf(rows: readonly ContactEntry[]): OlderLidEntry[] {
  const found: OlderLidEntry[] = [];
  for (const row of rows) {
    const { contact_id, phone_number, older_lids } = row;
    if (older_lids === undefined || phone_number === null || refuseContact(row) !== null) continue;
    for (const lid of older_lids) found.push({ lid, contact_id, phone_number });
  }
  return found;
}

function typeOf(id: string): GrabItemError['type'] {
  return id.endsWith('@g.us') ? 'group' : 'contact';
}

/**
 * Numbers the entries of one staging table, and sends them when enough are collected. `noteLine` gets the
 * values of a line that the database refuses.
 */
function numberedWriter(
  client: ClientBase,
  table: string,
  columns: Record<string, string>,
  noteLine: (values: string[], reason: string) => void,
) {
  let seq = 0;
  let refused = 0;
  const names = Object.keys(columns);
  const writer = stageWriter(client, table, names, (text, reason) => {
    refused += 1;
    noteLine(text.split('\t'), reason);
  });
  return {
    add: async <T>(
      rows: readonly T[],
      refuse: (row: T) => string | null,
      note: (row: T, reason: string) => void,
      line: (seq: number, row: T) => string,
    ): Promise<void> => {
      for (const row of rows) {
        const reason = refuse(row);
        if (reason === null) {
          seq += 1;
          writer.add(line(seq, row));
          if (writer.full()) await writer.flush();
        } else note(row, reason);
      }
    },
    flush: writer.flush,
    lastSeq: () => seq,
    /** How many rows Postgres took. */
    staged: () => seq - refused,
  };
}

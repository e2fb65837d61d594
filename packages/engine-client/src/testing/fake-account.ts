import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { EngineGroup } from '@grabber/contracts/engine/group';
import type {
  HeaderLine,
  ReadDocument,
  ReadKind,
  ReadLine,
  TrailerLine,
  UnreadableItem,
  UnreadGroup,
} from '@grabber/contracts/engine/reading';

const CONTACTS_PER_LINE = 250;
const GROUPS_PER_LINE = 20;
/** A group's further members go into `participants` lines. */
const PARTICIPANTS_PER_LINE = 400;
const STARTED_AT = '2024-01-15T10:29:58.000Z';

/** What is asked of a read. */
export type FakeRead = {
  readonly kind: ReadKind;
  readonly withoutWhatsApp: boolean;
  readonly lockedChats: boolean;
};

/** What the reads of a simulated session return. */
export type FakeAccount = {
  readonly groups: readonly EngineGroup[];
  readonly contacts: readonly EngineContact[];
  readonly unreadable?: readonly UnreadableItem[];
  /** Who has left groups of the account. */
  readonly pastParticipants?: ReadDocument['past_participants'];
  /** Named in the trailer; set `participants_complete` of those without older members yourself. */
  readonly unreadGroups?: readonly UnreadGroup[];
  /** Groups that exist and that the reads cannot see. */
  readonly keptGroups?: readonly string[];
  /** Default true: a read that asks for people without WhatsApp has all of them. */
  readonly withoutWhatsAppComplete?: boolean;
  /** Default true: every id of each type was enumerated. */
  readonly listingComplete?: boolean;
  /** Default 0. Progress lines and the trailer show it. */
  readonly queriesSent?: number;
};

/** The lines of one read of the account, in the order of the contract. */
export function* linesOfAccount(
  sessionId: string,
  { kind, withoutWhatsApp, lockedChats }: FakeRead,
  account: FakeAccount,
  linked: HeaderLine['account'],
): Generator<ReadLine> {
  const asAsked = <Item extends EngineContact | EngineGroup>(item: Item): Item =>
    lockedChats ? item : { ...item, is_locked: null };
  const groups = kind === 'contacts' ? [] : account.groups.map(asAsked);
  const contacts =
    kind === 'groups'
      ? []
      : account.contacts.filter(({ on_whatsapp }) => on_whatsapp || withoutWhatsApp).map(asAsked);
  const unreadable = unreadableOf(kind, account);
  const queries_sent = account.queriesSent ?? 0;
  yield {
    type: 'header',
    session_id: sessionId,
    kind,
    started_at: STARTED_AT,
    account: linked,
    estimated_groups: kind === 'contacts' ? null : groups.length,
    estimated_contacts: kind === 'groups' ? null : contacts.length,
  };
  yield* groupLines(groups);
  const past = kind === 'contacts' ? [] : (account.pastParticipants ?? []);
  for (const each of past) yield { type: 'past_participants', ...each };
  const kept = kind === 'contacts' ? [] : (account.keptGroups ?? []);
  if (kept.length > 0) yield { type: 'kept_groups', group_ids: [...kept] };
  let done = 0;
  for (const batch of batches(contacts, CONTACTS_PER_LINE)) {
    done += batch.length;
    yield { type: 'contacts', contacts: batch };
    yield { type: 'progress', phase: 'contacts', done, total: contacts.length, queries_sent };
  }
  for (const item of unreadable) yield { type: 'error', item };
  const asked = { kind, withoutWhatsApp: withoutWhatsApp && kind !== 'groups' };
  yield trailer(asked, account, groups, contacts, unreadable);
}

/** The same read as one JSON document. */
export function foldLines(lines: Iterable<ReadLine>): ReadDocument {
  const groups = new Map<string, EngineGroup>();
  const contacts: EngineContact[] = [];
  const past_participants: ReadDocument['past_participants'] = [];
  const kept_groups: string[] = [];
  let ends = {};
  for (const line of lines) {
    if (line.type === 'groups') {
      for (const group of line.groups) groups.set(group.contact_id, structuredClone(group));
    } else if (line.type === 'participants') {
      groups.get(line.group_id)?.participants.push(...line.participants);
    } else if (line.type === 'past_participants') {
      const { type: _, ...past } = line;
      past_participants.push(past);
    } else if (line.type === 'contacts') {
      contacts.push(...line.contacts);
    } else if (line.type === 'kept_groups') {
      kept_groups.push(...line.group_ids);
    } else if (line.type === 'header' || line.type === 'trailer') {
      const { type: _, ...fields } = line;
      ends = { ...ends, ...fields };
    }
  }
  const lists = { groups: [...groups.values()], past_participants, contacts, kept_groups };
  return { ...ends, ...lists } as ReadDocument;
}

function* groupLines(groups: readonly EngineGroup[]): Generator<ReadLine> {
  for (const batch of batches(groups, GROUPS_PER_LINE)) {
    yield {
      type: 'groups',
      groups: batch.map((group) => ({
        ...group,
        participants: group.participants.slice(0, PARTICIPANTS_PER_LINE),
      })),
    };
    for (const group of batch) {
      const rest = group.participants.slice(PARTICIPANTS_PER_LINE);
      for (const participants of batches(rest, PARTICIPANTS_PER_LINE)) {
        yield { type: 'participants', group_id: group.contact_id, participants };
      }
    }
  }
}

function trailer(
  { kind, withoutWhatsApp }: Pick<FakeRead, 'kind' | 'withoutWhatsApp'>,
  account: FakeAccount,
  groups: readonly EngineGroup[],
  contacts: readonly EngineContact[],
  unreadable: UnreadableItem[],
): TrailerLine {
  const reasons: TrailerLine['incomplete_reasons'] = [];
  if (unreadable.length > 0) {
    const message = 'Some items could not be read.';
    reasons.push({ code: 'UNREADABLE_ITEMS', message, count: unreadable.length });
  }
  const memberless = groups.filter((group) => !group.participants_complete).length;
  if (memberless > 0) {
    const message = 'The members of some groups are not known.';
    reasons.push({ code: 'GROUP_MEMBERS_UNKNOWN', message, count: memberless });
  }
  const unreadGroups = kind === 'contacts' ? [] : (account.unreadGroups ?? []);
  const older = unreadGroups.filter((group) => group.has_older_members).length;
  if (older > 0) {
    const message = 'The members of some groups could not be refreshed.';
    reasons.push({ code: 'GROUPS_NOT_REFRESHED', message, count: older });
  }
  const listed = account.listingComplete ?? true;
  if (!listed) {
    const message = 'WhatsApp Web has not finished its sync.';
    reasons.push({ code: 'SYNC_UNFINISHED', message, count: 1 });
  }
  const hasRest = account.withoutWhatsAppComplete ?? true;
  if (withoutWhatsApp && !hasRest) {
    const message = 'People without WhatsApp could not all be read.';
    reasons.push({ code: 'WITHOUT_WHATSAPP_UNREAD', message, count: 1 });
  }
  const total_contacts = contacts.filter(({ on_whatsapp }) => on_whatsapp).length;
  const total_without_whatsapp = contacts.length - total_contacts;
  return {
    type: 'trailer',
    total_groups: groups.length,
    total_contacts,
    ...(withoutWhatsApp && { total_without_whatsapp }),
    total_participants: groups.reduce((sum, group) => sum + group.participants.length, 0),
    listing_complete: {
      groups: kind === 'contacts' ? null : listed,
      contacts: kind === 'groups' ? null : listed,
      ...(withoutWhatsApp && { without_whatsapp: listed && hasRest }),
    },
    complete: reasons.length === 0,
    incomplete_reasons: reasons,
    unreadable_count: unreadable.length,
    unreadable,
    unread_groups: [...unreadGroups],
    queries_sent: account.queriesSent ?? 0,
    timings: { groups_ms: 1, contacts_ms: 1, total_ms: 2 },
  };
}

function unreadableOf(kind: ReadKind, account: FakeAccount): UnreadableItem[] {
  const skipped = { groups: 'contact', contacts: 'group', all: undefined }[kind];
  return (account.unreadable ?? []).filter((item) => item.type !== skipped);
}

function* batches<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** A person as the page packs it; addresses are digits without servers. */
export type PersonTuple = [
  index: number,
  phone: string | null,
  lid: string | null,
  name: string | null,
  /** Of a person without a known phone. */
  maskedNumber: string | null,
];

/** Times are in seconds since 1970. */
export type GroupFact = boolean | number | readonly string[] | null;

/** `facts` are those of the contract's GROUP_FACTS, in their order. */
export type GroupTuple = [
  id: string,
  name: string | null,
  description: string | null,
  ownerIndex: number | null,
  /** Seconds since 1970. */
  createdAt: number | null,
  flags: number,
  communityId: string | null,
  picture: string | null,
  participantsCount: number | null,
  ...facts: GroupFact[],
];

/** Members as `person index * ROLE_FACTOR + role`; a large group comes in several parts, in order. */
export type MembersTuple = [groupId: string, members: number[]];

/** The known times of joining of a group's members: for each the person's index, the seconds since 1970. */
export type JoinTimesTuple = [groupId: string, times: number[]];

/** Who has left a group: for each the person's index, the seconds since 1970, and the reason's code. */
export type PastTuple = [groupId: string, departures: number[]];

/** A contact as the page packs it; `texts` are those of the contract's TEXT_FIELDS, in their order. */
export type ContactTuple = [
  phone: string | null,
  lid: string | null,
  flags: number,
  ...texts: (string | null)[],
];

/** Many contacts: a column for each part of their tuples, so that no tuple has to be made. */
export type ContactColumns = {
  readonly count: number;
  /** The empty text: unknown. */
  readonly phones: readonly string[];
  readonly lids: readonly string[];
  readonly flags: readonly string[];
  readonly texts: readonly (readonly (string | null)[])[];
};

/** The older LIDs of one of the contacts of a chunk, by its place among them. */
export type OlderLidsTuple = [at: number, lids: readonly string[]];

/** The names of the labels of one of the contacts of a chunk, by its place among them. */
export type LabelsTuple = [at: number, names: readonly string[]];

export type UnreadableTuple = [type: 'group' | 'contact', id: string | null, reason: string];

/** A group whose members could not be read; `hasOlder`: the sent members are from before a refresh. */
export type UnreadTuple = [groupId: string, reason: string, hasOlder: boolean];

/** The result of one step of a read. Persons come no later than the groups that refer to them. */
export type ReadChunk = {
  /** Can be iterated once. */
  readonly persons: Iterable<PersonTuple>;
  readonly groups: readonly GroupTuple[];
  readonly members: readonly MembersTuple[];
  /** Of the groups of this chunk, as the next one. */
  readonly joinTimes: readonly JoinTimesTuple[];
  readonly past: readonly PastTuple[];
  readonly contacts: ContactColumns;
  /** How many of the contacts are people without WhatsApp. */
  readonly withoutWhatsApp: number;
  /** Of the few contacts that have some. */
  readonly olderLids: readonly OlderLidsTuple[];
  readonly labels: readonly LabelsTuple[];
  readonly unreadable: readonly UnreadableTuple[];
  readonly unread: readonly UnreadTuple[];
  /** Ids of groups that exist and that this read cannot see. */
  readonly kept: readonly string[];
  readonly phase: 'groups' | 'contacts';
  readonly done: number;
  readonly total: number;
  /** The last chunk of the read. */
  readonly isDone: boolean;
  /** Queries sent to WhatsApp since the read began. */
  readonly queriesSent: number;
  /** In the last chunk: the state at the end of the read. */
  readonly sync: SyncState | null;
  /** In the last chunk of a read that asks for people without WhatsApp: the page has given all of them. */
  readonly allWithoutWhatsApp: boolean | null;
  /** In the last chunk of a read of groups. */
  readonly groupListing: GroupListing | null;
};

/** What earlier queries for all groups have shown. Ids are `…@g.us`. */
export type KnownGroups = {
  /** Groups that WhatsApp lists and for which the page has no chat. */
  readonly chatless: readonly string[];
  /** Groups that the account has left, by WhatsApp's word. */
  readonly left: readonly string[];
};

/** How a read found the groups. Its known groups take the place of those that it was given. */
export type GroupListing = KnownGroups & {
  /** What became of the query for all groups. Null: it was not sent. */
  readonly outcome: 'answered' | 'refused' | 'failed' | null;
  /** Short English, without personal data: why the query was not answered. */
  readonly reason: string | null;
  /** WhatsApp refused a query because of too many requests. */
  readonly isRefused: boolean;
};

/** What the page shows of its sync. Null: the page cannot tell. */
export type SyncState = {
  /** It is connected, and has synced since it was linked. */
  readonly synced: boolean | null;
  /** Its collections were restored from its storage. */
  readonly restored: boolean | null;
  /** What it missed while it was offline has been delivered. */
  readonly caughtUp: boolean | null;
  /** The address book was applied. */
  readonly contacts: boolean | null;
  /** The chats of the recent history have come. */
  readonly history: boolean | null;
  /** The query for all groups after the pairing has ended. */
  readonly groups: boolean | null;
};

export type SyncReport = {
  readonly state: SyncState;
  /** Each of them grows while something comes. */
  readonly marks: readonly number[];
};

/** What the probes of a connected page have shown of its sync. */
export type SyncProgress = {
  readonly state: SyncState;
  /** When something last came, or the first probe, on the clock of performance.now(). */
  readonly progressAt: number;
  /** Something has come since the first probe. */
  readonly hasMoved: boolean;
};

export type ReadHeader = {
  /** Sizes of the page's collections; null for a type that is not read. */
  readonly groups: number | null;
  readonly contacts: number | null;
  /** Before the first item was read. */
  readonly sync: SyncState;
};

/** One read in progress in the page. */
export type AccountReader = {
  header(): Promise<ReadHeader>;
  /** May be called again before the last call is answered; the answers come in order. */
  next(): Promise<ReadChunk>;
  /** Stops the read in the page. Never rejects. */
  close(): Promise<void>;
};

import { indexThings, type StoredThing, type Thing } from './snapshot.ts';

type ReasonType = 'contact' | 'group' | 'participant';

/** The part of a grab's answer that the rules are about. */
export type GrabAnswer = {
  readonly complete: boolean;
  readonly incomplete_reasons: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    readonly type?: ReasonType;
  }[];
  readonly errors: readonly {
    readonly type: string;
    readonly contact_id: string | null;
    readonly reason: string;
  }[];
};

export type GrabSeen = {
  readonly kind: 'all' | 'groups' | 'contacts';
  readonly answer: GrabAnswer;
  /** What existed before the grab and after it. */
  readonly truth: { readonly before: readonly Thing[]; readonly after: readonly Thing[] };
  readonly stored: {
    readonly before: readonly StoredThing[];
    readonly after: readonly StoredThing[];
  };
  /** Groups that the grab cannot see: WhatsApp's server alone lists them. */
  readonly unseen: ReadonlySet<string>;
  /** The page's database may not have the last change of members yet, and nothing says so. */
  readonly mayLag: boolean;
  /** Milliseconds since 1970, at the end of the grab. */
  readonly now: number;
};

const CONFIRMED_AFTER_MS = 10 * 60_000;
/** The reason of a group in `errors`. */
const HELD_BACK = 'members held back';
const BOTH: readonly ReasonType[] = ['contact', 'group'];

/** The lists that may lack entries, by the reason of an incomplete grab. */
const LACKING: Readonly<Record<string, readonly ReasonType[]>> = {
  SYNC_UNFINISHED: BOTH,
  PAGE_RESTORING: BOTH,
  CATCHING_UP: BOTH,
  SYNC_STATE_UNKNOWN: BOTH,
  CONTACTS_SYNCING: ['contact'],
  HISTORY_SYNCING: ['contact'],
  HISTORY_UNAVAILABLE: ['contact'],
  GROUPS_SYNCING: ['group'],
  GROUPS_NOT_QUERIED: ['group'],
};

/** Sentences about what a stored grab did wrong. None: it kept all rules. */
export function violationsOf(seen: GrabSeen): string[] {
  return [...namelessReasons(seen.answer), ...wrongRemovals(seen), ...wrongListings(seen)];
}

/** Every incomplete answer names its reason, and the groups that the reason is about. */
function namelessReasons({ complete, incomplete_reasons: reasons, errors }: GrabAnswer): string[] {
  const found: string[] = [];
  if (complete !== (reasons.length === 0)) found.push('complete and the reasons disagree');
  for (const { code, message, count } of reasons) {
    if (message === '' || count < 1) found.push(`${code} has no message or no count`);
  }
  const unknown = reasons.find(({ code }) => code === 'GROUP_MEMBERS_UNKNOWN');
  const named = errors.filter(({ type, contact_id }) => type === 'group' && contact_id !== null);
  if (unknown && named.length < unknown.count) {
    found.push(`GROUP_MEMBERS_UNKNOWN counts ${unknown.count} groups and names ${named.length}`);
  }
  return found;
}

/** What existed all the time must not become inactive, nor count as missed. */
function wrongRemovals({ truth, stored }: GrabSeen): string[] {
  const before = indexThings(stored.before);
  const after = indexThings(stored.after);
  return lasting(truth).flatMap((thing) => {
    const [was, is] = [before(thing), after(thing)];
    if (was?.isActive !== true) return [];
    if (is?.isActive !== true) return [`${nameOf(thing)} exists and became inactive`];
    const isMissed = is.missingSince !== null && was.missingSince === null;
    return isMissed ? [`${nameOf(thing)} exists and a listing missed it`] : [];
  });
}

/** A list that is said to be whole holds what exists, and what is gone leaves it in time. */
function wrongListings(seen: GrabSeen): string[] {
  const { truth, stored } = seen;
  const isListed = listedBy(seen);
  const after = indexThings(stored.after);
  const missing = lasting(truth)
    .filter((thing) => isListed(thing) && !isPresent(after(thing)))
    .map((thing) => `${nameOf(thing)} exists and a complete listing lacks it`);
  const exists = indexThings([...truth.before, ...truth.after]);
  const isKept = indexThings(truth.after.filter(({ type }) => type === 'group'));
  const gone = stored.after.filter(
    (row) =>
      row.isActive &&
      isListed(row) &&
      // A group that may be gone stays until a list of its members shows it.
      !unreadGroups(seen.answer).has(row.id) &&
      exists(row) === undefined &&
      (row.group === null || isKept({ ...row, type: 'group', group: null, id: row.group })),
  );
  return [...missing, ...wronglyKept(seen, gone)];
}

/** Active, and seen by the last listing. */
function isPresent(row: StoredThing | undefined): boolean {
  return row?.isActive === true && row.missingSince === null;
}

/** Rows may stay active only where too many are missing, and not for longer than the rule says. */
function wronglyKept({ answer, stored, now }: GrabSeen, gone: readonly StoredThing[]): string[] {
  const before = indexThings(stored.before);
  const found: string[] = [];
  for (const [list, rows] of Map.groupBy(gone, ({ type, group }) => `${type} ${group}`)) {
    const [first] = rows;
    if (!first) continue;
    if (!isHeldBack(answer, first)) {
      found.push(...rows.map((row) => `${nameOf(row)} is gone and stays active`));
      continue;
    }
    const unnoticed = rows.filter(({ missingSince }) => missingSince === null);
    found.push(...unnoticed.map((row) => `${nameOf(row)} is gone and the listing did not miss it`));
    const isConfirmed = (row: StoredThing) => {
      const since = before(row)?.missingSince ?? null;
      return since !== null && since <= now - CONFIRMED_AFTER_MS;
    };
    if (rows.every(isConfirmed)) found.push(`${list}: held back although all were missed before`);
  }
  return found;
}

function isHeldBack({ incomplete_reasons, errors }: GrabAnswer, { type, group }: Thing): boolean {
  const isNamed = incomplete_reasons.some(
    (reason) => reason.code === 'REMOVAL_HELD_BACK' && reason.type === type,
  );
  if (type !== 'participant') return isNamed;
  const isHeld = (reason: string) => reason.startsWith(HELD_BACK);
  return isNamed && errors.some((error) => error.contact_id === group && isHeld(error.reason));
}

/** Whether the grab says that its list has this thing if it exists. */
function listedBy({ kind, answer, unseen, mayLag }: GrabSeen): (thing: Thing) => boolean {
  const lacking = new Set(answer.incomplete_reasons.flatMap(({ code }) => LACKING[code] ?? []));
  const unread = unreadGroups(answer);
  return ({ type, group, id }) => {
    if (type === 'contact') return kind !== 'groups' && !lacking.has('contact');
    if (kind === 'contacts' || lacking.has('group') || unseen.has(group ?? id)) return false;
    return group === null || !(mayLag || unread.has(group));
  };
}

/** Groups of which the grab says that it does not know all members. */
function unreadGroups({ errors }: GrabAnswer): ReadonlySet<string | null> {
  const named = errors.filter(({ reason }) => !reason.startsWith(HELD_BACK));
  return new Set(named.map(({ contact_id }) => contact_id));
}

function lasting({ before, after }: GrabSeen['truth']): Thing[] {
  const was = indexThings(before);
  return after.filter((thing) => was(thing) !== undefined);
}

function nameOf({ type, group, id }: Thing): string {
  return group === null ? `${type} ${id}` : `${type} ${id} of ${group}`;
}

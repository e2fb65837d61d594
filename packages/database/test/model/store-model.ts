import type { GrabCounters } from '../../src/grabs/grab-row.ts';
import type { RemovalLimits } from '../../src/store/removals/removal-guard.ts';
import { groupIdOf, jidOf, lidOf, olderLidOf, type Role, type Shown } from './account-model.ts';

/** A stored contact or group, as far as the model tells it apart. */
export interface ModelContact {
  contact_id: string;
  type: 'individual' | 'group';
  lid: string | null;
  name: string;
  is_saved: boolean;
  status: 'active' | 'inactive';
  missing_since: number | null;
}

export interface ModelMember {
  group_id: string;
  participant_id: string;
  lid: string | null;
  role: Role;
  status: 'active' | 'inactive';
  missing_since: number | null;
}

export interface Listing {
  groups: boolean;
  contacts: boolean;
  members: boolean;
}

type Counters = Omit<
  GrabCounters,
  | ('total_groups' | 'total_contacts' | 'total_without_whatsapp')
  | ('excluded_count' | 'failed_count')
>;
type HeldBack = { readonly type: 'group' | 'contact' | 'participant'; readonly count: number };

/** When a grab runs, in milliseconds, and how many rows it may remove that it is the first to miss. */
export interface Moment {
  now: number;
  limits: RemovalLimits | null;
}

const CONFIRMED_AFTER_MS = 10 * 60_000;

/** The stored address book of one session, the plain way: one item after the other in memory. */
export class StoreModel {
  contacts = new Map<string, ModelContact>();
  members = new Map<string, ModelMember>();
  /** older LID → contact_id */
  aliases = new Map<string, string>();

  grab(
    shown: Shown,
    complete: Listing,
    moment: Moment,
  ): { counters: Counters; heldBack: HeldBack[] } {
    const touched = this.#learnPhones(shown);
    const entries = this.#resolveContacts(shown);
    const before = {
      groups: [...this.contacts.values()].filter(isActiveOf('group')).length,
      contacts: [...this.contacts.values()].filter(isActiveOf('individual')).length,
    };
    const counters = { saved_count: 0, updated_count: 0, unchanged_count: 0, removed_count: 0 };
    for (const entry of entries.values()) {
      const stored = this.contacts.get(entry.contact_id);
      const next = { ...entry, lid: entry.lid ?? stored?.lid ?? null };
      const same = stored !== undefined && isSame(stored, next);
      if (stored === undefined) counters.saved_count += 1;
      else counters.updated_count += 1;
      if (same && !touched.has(entry.contact_id)) counters.unchanged_count += 1;
      this.contacts.set(entry.contact_id, next);
    }
    for (const { person, form, older } of shown.contacts) {
      if (form !== 'lid' && older !== null) this.aliases.set(olderLidOf(older), jidOf(person));
    }
    const heldBack: HeldBack[] = [];
    for (const [type, listed] of [
      ['group', complete.groups],
      ['contact', complete.contacts],
    ] as const) {
      if (!listed) continue;
      const isGone = isActiveOf(type === 'group' ? 'group' : 'individual');
      const missing = [...this.contacts.values()].filter(
        (stored) => isGone(stored) && !entries.has(stored.contact_id),
      );
      const active = type === 'group' ? before.groups : before.contacts;
      if (remove(missing, active, moment)) counters.removed_count += missing.length;
      else heldBack.push({ type, count: missing.length });
    }
    const members = this.#storeMembers(shown, complete.members, moment);
    if (members.held > 0) heldBack.push({ type: 'participant', count: members.held });
    return { counters: { ...counters, total_participants: members.total }, heldBack };
  }

  /** By the id, or by a LID of a row that has a phone. */
  delete(address: string): boolean {
    const byLid = [...this.contacts.values()].find(({ lid }) => lid === address);
    const contactId = byLid?.contact_id ?? this.aliases.get(address) ?? address;
    for (const [alias, holder] of this.aliases) {
      if (holder === contactId) this.aliases.delete(alias);
    }
    for (const [key, member] of this.members) {
      if (member.group_id === contactId) this.members.delete(key);
    }
    return this.contacts.delete(contactId);
  }

  /** Deletes all that is inactive. */
  purge(): { contacts: number; memberships: number } {
    const inactive = <T extends { status: string }>(rows: Iterable<T>) =>
      [...rows].filter(({ status }) => status === 'inactive');
    const members = inactive(this.members.values());
    for (const member of members) this.members.delete(keyOf(member));
    const contacts = inactive(this.contacts.values());
    for (const contact of contacts) this.delete(contact.contact_id);
    return { contacts: contacts.length, memberships: members.length };
  }

  deleteAll(): number {
    const { size } = this.contacts;
    this.contacts.clear();
    this.aliases.clear();
    this.members.clear();
    return size;
  }

  /** Who is shown by both is one: stored rows and memberships under the LID go to the number. */
  #learnPhones(shown: Shown): Set<string> {
    const touched = new Set<string>();
    for (const person of shownByBoth(shown)) {
      const [lid, jid] = [lidOf(person), jidOf(person)];
      const byLid = this.contacts.get(lid);
      if (byLid !== undefined) {
        const byPhone = this.contacts.get(jid) ?? { ...byLid, contact_id: jid };
        const status = byLid.status === 'active' ? 'active' : byPhone.status;
        const missing_since = this.contacts.has(jid) ? null : byLid.missing_since;
        this.contacts.set(jid, { ...byPhone, lid, status, missing_since });
        this.contacts.delete(lid);
        touched.add(jid);
      }
      for (const member of [...this.members.values()]) {
        if (member.participant_id === lid) this.#repoint(member, jid);
      }
    }
    return touched;
  }

  #repoint(member: ModelMember, jid: string): void {
    this.members.delete(keyOf(member));
    const moved = { ...member, participant_id: jid };
    const there = this.members.get(keyOf(moved));
    const isThere = ({ status, missing_since }: ModelMember): number =>
      status === 'inactive' ? 0 : missing_since === null ? 2 : 1;
    const wins = there === undefined || isThere(member) > isThere(there);
    if (wins) this.members.set(keyOf(moved), moved);
  }

  #resolveContacts(shown: Shown): Map<string, ModelContact> {
    const known = shownByBoth(shown);
    const entries = new Map<string, ModelContact>();
    for (const { group, name } of shown.groups) {
      const contact_id = groupIdOf(group);
      const row = { contact_id, type: 'group' as const, lid: null, name, is_saved: false };
      entries.set(contact_id, { ...row, ...PRESENT });
    }
    for (const { person, form, name, saved } of shown.contacts) {
      const byLid = form === 'lid' && !known.has(person) && !this.#storedByBoth(person);
      const contact_id = byLid ? lidOf(person) : jidOf(person);
      const lid = form === 'phone' ? (entries.get(contact_id)?.lid ?? null) : lidOf(person);
      const row = { contact_id, type: 'individual' as const, lid, name, is_saved: saved };
      entries.set(contact_id, { ...row, ...PRESENT });
    }
    return entries;
  }

  #storedByBoth(person: number): boolean {
    return (this.contacts.get(jidOf(person))?.lid ?? null) !== null;
  }

  #storeMembers(shown: Shown, complete: boolean, moment: Moment): { total: number; held: number } {
    const known = shownByBoth(shown);
    const before = [...this.members.values()];
    const phoneIsKnown = (person: number): boolean =>
      known.has(person) ||
      this.#storedByBoth(person) ||
      before.some(({ participant_id, lid }) => participant_id === jidOf(person) && lid !== null);
    let total = 0;
    let held = 0;
    for (const { group, members } of shown.groups) {
      const group_id = groupIdOf(group);
      const stored = [...this.members.values()].filter(
        (member) => member.group_id === group_id && member.status === 'active',
      );
      const listed = new Map<string, ModelMember & { direct: boolean }>();
      for (const { person, form, role } of members) {
        const byLid = form === 'lid' && !phoneIsKnown(person);
        const participant_id = byLid ? lidOf(person) : jidOf(person);
        const direct = form !== 'lid' || byLid;
        // Who is named by number is believed before who is named by LID; then the last.
        if (!direct && listed.get(participant_id)?.direct === true) continue;
        const lid = form === 'phone' ? null : lidOf(person);
        const row = { group_id, participant_id, lid, role, ...PRESENT };
        listed.set(participant_id, { ...row, direct });
      }
      total += listed.size;
      for (const { direct, ...row } of listed.values()) {
        const lid = row.lid ?? this.members.get(keyOf(row))?.lid ?? null;
        this.members.set(keyOf(row), { ...row, lid });
      }
      const missing = stored.filter(({ participant_id }) => !listed.has(participant_id));
      if (complete && !remove(missing, stored.length, moment)) held += missing.length;
    }
    return { total, held };
  }
}

const PRESENT = { status: 'active', missing_since: null } as const;

function isActiveOf(type: ModelContact['type']): (row: ModelContact) => boolean {
  return (row) => row.type === type && row.status === 'active';
}

/** A row that was missing is not changed by being back. */
function isSame(stored: ModelContact, next: ModelContact): boolean {
  return JSON.stringify({ ...stored, missing_since: null }) === JSON.stringify(next);
}

/** Makes the rows inactive, unless they are too many of that number. Answers whether it did. */
function remove(
  missing: (ModelContact | ModelMember)[],
  active: number,
  { now, limits }: Moment,
): boolean {
  const first = missing.filter(
    ({ missing_since }) => missing_since === null || missing_since > now - CONFIRMED_AFTER_MS,
  );
  const areTooMany =
    limits !== null && first.length > limits.rows && first.length * 100 > limits.percent * active;
  for (const row of missing) {
    if (!areTooMany) Object.assign(row, { status: 'inactive', missing_since: null });
    else row.missing_since = Math.min(row.missing_since ?? now, now);
  }
  return !areTooMany;
}

function shownByBoth(shown: Shown): Set<number> {
  const all = [...shown.contacts, ...shown.groups.flatMap(({ members }) => members)];
  return new Set(all.filter(({ form }) => form === 'both').map(({ person }) => person));
}

function keyOf(member: { group_id: string; participant_id: string }): string {
  return `${member.group_id} ${member.participant_id}`;
}

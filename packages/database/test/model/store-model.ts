import type { GrabCounters } from '../../src/grabs/grab-row.ts';
import { groupIdOf, jidOf, lidOf, type Role, type Shown } from './account-model.ts';

/** A stored contact or group, as far as the model tells it apart. */
export interface ModelContact {
  contact_id: string;
  type: 'individual' | 'group';
  lid: string | null;
  name: string;
  is_saved: boolean;
  status: 'active' | 'inactive';
}

export interface ModelMember {
  group_id: string;
  participant_id: string;
  lid: string | null;
  role: Role;
  status: 'active' | 'inactive';
}

export interface Listing {
  groups: boolean;
  contacts: boolean;
  members: boolean;
}

type Counters = Omit<GrabCounters, 'total_groups' | 'total_contacts' | 'failed_count'>;

/** The stored address book of one session, the plain way: one item after the other in memory. */
export class StoreModel {
  contacts = new Map<string, ModelContact>();
  members = new Map<string, ModelMember>();

  grab(shown: Shown, complete: Listing): Counters {
    const touched = this.#learnPhones(shown);
    const entries = this.#resolveContacts(shown);
    const counters = { saved_count: 0, updated_count: 0, unchanged_count: 0, removed_count: 0 };
    for (const entry of entries.values()) {
      const stored = this.contacts.get(entry.contact_id);
      const next = { ...entry, lid: entry.lid ?? stored?.lid ?? null };
      const same = stored !== undefined && JSON.stringify(stored) === JSON.stringify(next);
      if (stored === undefined) counters.saved_count += 1;
      else counters.updated_count += 1;
      if (same && !touched.has(entry.contact_id)) counters.unchanged_count += 1;
      this.contacts.set(entry.contact_id, next);
    }
    for (const stored of this.contacts.values()) {
      const listed = stored.type === 'group' ? complete.groups : complete.contacts;
      if (!listed || stored.status === 'inactive' || entries.has(stored.contact_id)) continue;
      stored.status = 'inactive';
      counters.removed_count += 1;
    }
    return { ...counters, total_participants: this.#storeMembers(shown, complete.members) };
  }

  delete(contactId: string): boolean {
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
        this.contacts.set(jid, { ...byPhone, lid, status });
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
    const wins = there === undefined || (member.status === 'active' && there.status === 'inactive');
    if (wins) this.members.set(keyOf(moved), moved);
  }

  #resolveContacts(shown: Shown): Map<string, ModelContact> {
    const known = shownByBoth(shown);
    const entries = new Map<string, ModelContact>();
    for (const { group, name } of shown.groups) {
      const contact_id = groupIdOf(group);
      const row = { contact_id, type: 'group' as const, lid: null, name, is_saved: false };
      entries.set(contact_id, { ...row, status: 'active' });
    }
    for (const { person, form, name, saved } of shown.contacts) {
      const byLid = form === 'lid' && !known.has(person) && !this.#storedByBoth(person);
      const contact_id = byLid ? lidOf(person) : jidOf(person);
      const lid = form === 'phone' ? (entries.get(contact_id)?.lid ?? null) : lidOf(person);
      const row = { contact_id, type: 'individual' as const, lid, name, is_saved: saved };
      entries.set(contact_id, { ...row, status: 'active' });
    }
    return entries;
  }

  #storedByBoth(person: number): boolean {
    return (this.contacts.get(jidOf(person))?.lid ?? null) !== null;
  }

  #storeMembers(shown: Shown, complete: boolean): number {
    const known = shownByBoth(shown);
    const before = [...this.members.values()];
    const phoneIsKnown = (person: number): boolean =>
      known.has(person) ||
      this.#storedByBoth(person) ||
      before.some(({ participant_id, lid }) => participant_id === jidOf(person) && lid !== null);
    let total = 0;
    for (const { group, members } of shown.groups) {
      const group_id = groupIdOf(group);
      const listed = new Map<string, ModelMember & { direct: boolean }>();
      for (const { person, form, role } of members) {
        const byLid = form === 'lid' && !phoneIsKnown(person);
        const participant_id = byLid ? lidOf(person) : jidOf(person);
        const direct = form !== 'lid' || byLid;
        // Who is named by number is believed before who is named by LID; then the last.
        if (!direct && listed.get(participant_id)?.direct === true) continue;
        const lid = form === 'phone' ? null : lidOf(person);
        const row = { group_id, participant_id, lid, role, status: 'active' as const };
        listed.set(participant_id, { ...row, direct });
      }
      total += listed.size;
      for (const { direct, ...row } of listed.values()) {
        const lid = row.lid ?? this.members.get(keyOf(row))?.lid ?? null;
        this.members.set(keyOf(row), { ...row, lid });
      }
      for (const member of this.members.values()) {
        const left = member.group_id === group_id && !listed.has(member.participant_id);
        if (complete && left) member.status = 'inactive';
      }
    }
    return total;
  }
}

function shownByBoth(shown: Shown): Set<number> {
  const all = [...shown.contacts, ...shown.groups.flatMap(({ members }) => members)];
  return new Set(all.filter(({ form }) => form === 'both').map(({ person }) => person));
}

function keyOf(member: { group_id: string; participant_id: string }): string {
  return `${member.group_id} ${member.participant_id}`;
}

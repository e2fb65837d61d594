import { describe, expect, test } from 'vitest';
import type { AccountSpec } from '../src/account/account-spec.ts';
import { completeSpec } from '../src/account/complete-spec.ts';
import { generateAccount } from '../src/account/generate-account.ts';
import { memberPerson } from '../src/account/group.ts';
import { ODD_NAMES } from '../src/account/odd-names.ts';
import { expectedCounts, truthOf } from '../src/account/truth.ts';

const SPECS: Partial<AccountSpec>[] = [
  {},
  { contacts: 0, groups: 0 },
  { contacts: 0, groups: 3, participants: 4, communities: 0, announcement_groups: 0 },
  { contacts: 1, groups: 1, participants: 1 },
  { contacts: 7, groups: 2, participants: [2, 60], left_groups: 4 },
  { contacts: 500, groups: 40, participants: [1, 90], communities: 5, announcement_groups: 8 },
  { contacts: 300, lid_only_share: 0.3, lid_with_phone_share: 0.3, double_share: 0.4 },
  { contacts: 300, saved_share: 0, non_contact_members_share: 1, groups: 5, participants: 50 },
  { contacts: 50, groups: 6, participants: 200, non_contact_members_share: 0, seed: 4_294_967_295 },
];

function accountOf(spec: Partial<AccountSpec>) {
  return generateAccount(completeSpec(spec));
}

describe('an account', () => {
  test('is the same for the same spec and another for another seed', () => {
    const spec = { contacts: 80, groups: 9, seed: 5 };
    expect(accountOf(spec)).toEqual(accountOf(spec));
    const other = truthOf(accountOf({ ...spec, seed: 6 }));
    const ids = new Set(truthOf(accountOf(spec)).contacts.map((contact) => contact.contact_id));
    expect(other.contacts.filter((contact) => ids.has(contact.contact_id))).toEqual([]);
  });

  test.each(SPECS)('has exactly the requested contacts and groups: %j', (spec) => {
    const account = accountOf(spec);
    const { contacts, groups } = truthOf(account);
    expect(contacts).toHaveLength(account.spec.contacts);
    expect(groups).toHaveLength(account.spec.groups);
    expect(expectedCounts(account)).toEqual({
      contacts: contacts.length,
      groups: groups.length,
      participants: groups.reduce((sum, group) => sum + group.participants.length, 0),
    });
  });

  test.each(SPECS)('never has two persons under one id, nor a member twice: %j', (spec) => {
    const account = accountOf(spec);
    const persons = account.persons.filter((person) => person !== null);
    for (const key of ['phone', 'lid'] as const) {
      const ids = persons.map((person) => person[key]).filter((id) => id !== null);
      expect(new Set(ids).size).toBe(ids.length);
    }
    for (const group of account.groups.values()) {
      expect(new Set(group.members.map(memberPerson)).size).toBe(group.members.length);
      expect(group.members.every((member) => account.persons[memberPerson(member)])).toBe(true);
    }
  });

  test.each(SPECS)(
    'has groups of the requested size, with the user in all except the left ones: %j',
    (spec) => {
      const account = accountOf(spec);
      const { participants, left_groups: left } = account.spec;
      const [least, most] =
        typeof participants === 'number' ? [participants, participants] : participants;
      for (const group of account.groups.values()) {
        expect(group.members.length).toBeGreaterThanOrEqual(least);
        expect(group.members.length).toBeLessThanOrEqual(most);
        expect(group.members.some((member) => memberPerson(member) === 0)).toBe(!group.left);
      }
      expect([...account.groups.values()].filter((group) => group.left)).toHaveLength(left);
    },
  );

  test('keeps its shares exactly', () => {
    const spec = completeSpec({
      contacts: 1000,
      lid_only_share: 0.07,
      double_share: 0.05,
      saved_share: 0.6,
    });
    const contacts = generateAccount(spec)
      .persons.slice(1, 1001)
      .filter((person) => person !== null);
    const count = (test: (person: (typeof contacts)[number]) => boolean) =>
      contacts.filter(test).length;
    expect(count((person) => person.phone === null)).toBe(70);
    expect(count((person) => person.hasPhoneEntry && person.hasLidEntry)).toBe(50);
    expect(count((person) => person.isSaved)).toBe(600);
    expect(count((person) => person.isBusiness)).toBe(80);
    expect(count((person) => person.isBlocked)).toBe(20);
  });

  test('holds every odd name among its contacts and groups', () => {
    const { contacts, groups } = truthOf(accountOf({ contacts: 60, groups: 40 }));
    const names = contacts.flatMap((contact) => [contact.address_book_name, contact.push_name]);
    expect(names).toEqual(expect.arrayContaining([...ODD_NAMES]));
    expect(groups.map((group) => group.name)).toEqual(expect.arrayContaining([...ODD_NAMES]));
  });

  test('links announcement groups and subgroups to communities', () => {
    const { groups } = truthOf(accountOf({ groups: 12, communities: 2, announcement_groups: 3 }));
    const communities = groups
      .filter((group) => group.is_community)
      .map((group) => group.contact_id);
    expect(communities).toHaveLength(2);
    const linked = groups.filter((group) => group.community_id !== null);
    expect(linked.map((group) => group.community_id).toSorted()).toEqual(
      [...communities, ...communities].toSorted(),
    );
    expect(groups.filter((group) => group.is_announce)).toHaveLength(3);
  });
});

describe('a spec that contradicts itself', () => {
  test.each([
    { participants: [9, 3] as [number, number] },
    { groups: 2, participants: 0 },
    { groups: 3, communities: 2, announcement_groups: 2 },
    { lid_only_share: 0.5, lid_with_phone_share: 0.4, double_share: 0.2 },
  ])('is refused: %j', (spec) => {
    expect(() => completeSpec(spec)).toThrow(
      expect.objectContaining({ code: 'INVALID_SPEC', status: 400 }),
    );
  });
});

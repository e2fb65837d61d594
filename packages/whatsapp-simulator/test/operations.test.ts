import { describe, expect, test } from 'vitest';
import { completeSpec } from '../src/account/complete-spec.ts';
import { generateAccount } from '../src/account/generate-account.ts';
import { applyOperation } from '../src/account/operations/apply-operation.ts';
import type { Operation } from '../src/account/operations/operations.ts';
import { truthOf } from '../src/account/truth.ts';

function createAccount() {
  const account = generateAccount(
    completeSpec({ contacts: 40, groups: 6, participants: 12, odd_names: false }),
  );
  const contacts = () => truthOf(account).contacts;
  return {
    apply: (operation: Operation) => applyOperation(account, operation),
    contacts,
    contact: (id: string | undefined) => contacts().find((contact) => contact.contact_id === id),
    group: (id: string | undefined) =>
      truthOf(account).groups.find((group) => group.contact_id === id),
    groups: () => truthOf(account).groups,
    outContacts: () => truthOf(account).without_whatsapp,
    saved: () => contacts().find((one) => one.is_saved && one.phone_number && one.lid)!,
    lidOnly: () => contacts().find((one) => one.phone_number === null)!,
  };
}

describe('people without WhatsApp', () => {
  test('get an account under their number, and give it up again', () => {
    const account = createAccount();
    const [out, ...others] = account.outContacts();
    account.apply({ type: 'join_whatsapp', contact_id: out!.contact_id });
    expect(account.outContacts()).toEqual(others);
    expect(account.contact(out!.contact_id)).toMatchObject({
      ...{ name: out!.name, is_saved: true, on_whatsapp: true },
    });
    account.apply({ type: 'leave_whatsapp', contact_id: out!.contact_id });
    expect(account.outContacts()).toEqual([...others, out]);
    expect(account.contact(out!.contact_id)).toBeUndefined();
  });

  test('are added to the address book and removed, and are no contacts', () => {
    const account = createAccount();
    const [before, contacts] = [account.outContacts(), account.contacts()];
    const name = { address_book_name: 'Rumah Nenek' };
    const { contact_id } = account.apply({ type: 'add_out_contact', ...name });
    expect(account.outContacts()).toMatchObject([
      ...before,
      { contact_id, ...name, short_name: 'Rumah', on_whatsapp: false },
    ]);
    account.apply({ type: 'remove_out_contact', contact_id: contact_id! });
    expect(account.outContacts()).toEqual(before);
    expect(account.contacts()).toEqual(contacts);
  });
});

describe('changing contacts', () => {
  test.each([
    ['phone', /^\d+@s\.whatsapp\.net$/],
    ['both', /^\d+@s\.whatsapp\.net$/],
    ['lid_with_phone', /^\d+@s\.whatsapp\.net$/],
    ['lid_only', /^\d+@lid$/],
  ] as const)('adds a contact known by %s', (known_by, form) => {
    const account = createAccount();
    const { contact_id } = account.apply({
      type: 'add_contact',
      known_by,
      address_book_name: 'Baru Sekali',
    });
    expect(contact_id).toMatch(form);
    expect(account.contact(contact_id)).toMatchObject({
      name: 'Baru Sekali',
      short_name: 'Baru',
      is_saved: true,
    });
    expect(account.contacts()).toHaveLength(41);
  });

  test('updates the named fields and keeps the rest', () => {
    const account = createAccount();
    const before = account.saved();
    account.apply({
      type: 'update_contact',
      contact_id: before.contact_id,
      set: { is_blocked: true, push_name: 'P' },
    });
    expect(account.contact(before.contact_id)).toEqual({
      ...before,
      is_blocked: true,
      push_name: 'P',
    });
  });

  test('removes a contact, who stays a member of groups', () => {
    const account = createAccount();
    const member = account
      .groups()[0]!
      .participants.find((one) => account.contact(one.participant_id))!;
    account.apply({ type: 'remove_contact', contact_id: member.participant_id });
    expect(account.contact(member.participant_id)).toBeUndefined();
    expect(account.groups()[0]!.participants).toContainEqual(member);
  });

  test('unsaves a contact, who stays a contact while there is a chat', () => {
    const account = createAccount();
    const { contact_id } = account.saved();
    account.apply({ type: 'update_contact', contact_id, set: { has_chat: true } });
    account.apply({ type: 'unsave_contact', contact_id });
    expect(account.contact(contact_id)).toMatchObject({ is_saved: false, address_book_name: null });
    account.apply({ type: 'update_contact', contact_id, set: { has_chat: false } });
    expect(account.contact(contact_id)).toBeUndefined();
  });

  test('rotates a picture and replaces it', () => {
    const account = createAccount();
    const { contact_id, profile_picture: before } = account
      .contacts()
      .find((one) => one.profile_picture)!;
    account.apply({ type: 'set_picture', id: contact_id, picture: 'new_token' });
    const rotated = account.contact(contact_id)!.profile_picture!;
    expect(rotated).not.toBe(before);
    expect(rotated.split('?')[0]).toBe(before!.split('?')[0]);
    account.apply({ type: 'set_picture', id: contact_id, picture: 'new_picture' });
    expect(account.contact(contact_id)!.profile_picture!.split('?')[0]).not.toBe(
      before!.split('?')[0],
    );
    account.apply({ type: 'set_picture', id: contact_id, picture: 'none' });
    expect(account.contact(contact_id)!.profile_picture).toBeNull();
  });
});

describe('changing who has which number', () => {
  test('reveals the phone number of a person known by LID', () => {
    const account = createAccount();
    const before = account.lidOnly();
    const { contact_id } = account.apply({ type: 'reveal_phone', contact_id: before.contact_id });
    expect(contact_id).toMatch(/@s\.whatsapp\.net$/);
    expect(account.contact(contact_id)).toMatchObject({ lid: before.lid, name: before.name });
    expect(account.contact(before.contact_id)).toBeUndefined();
    expect(account.contacts()).toHaveLength(40);
  });

  test('moves a person to a new number with the LID, and keeps the old one in the address book', () => {
    const account = createAccount();
    const before = account.saved();
    const { contact_id } = account.apply({ type: 'change_number', contact_id: before.contact_id });
    expect(account.contact(contact_id)).toMatchObject({ lid: before.lid, is_saved: false });
    expect(account.contact(before.contact_id)).toMatchObject({
      lid: null,
      name: before.name,
      is_saved: true,
    });
  });

  test('gives a number to another person with another LID', () => {
    const account = createAccount();
    const before = account.saved();
    account.apply({ type: 'reassign_number', contact_id: before.contact_id, push_name: 'Lain' });
    const after = account.contact(before.contact_id)!;
    expect(after).toMatchObject({ address_book_name: before.address_book_name, push_name: 'Lain' });
    expect(after.lid).not.toBe(before.lid);
  });
});

describe('changing groups', () => {
  test('adds, renames, leaves, joins again and deletes one', () => {
    const account = createAccount();
    const members = [account.contacts()[3]!.contact_id];
    const { group_id } = account.apply({ type: 'add_group', subject: 'Baru', members });
    expect(account.group(group_id)).toMatchObject({
      name: 'Baru',
      is_admin: true,
      participants_count: 2,
    });
    account.apply({
      type: 'update_group',
      group_id: group_id!,
      set: { subject: 'Lama', announce: true },
    });
    expect(account.group(group_id)).toMatchObject({ name: 'Lama', is_announce: true });
    account.apply({ type: 'leave_group', group_id: group_id! });
    expect(account.group(group_id)).toBeUndefined();
    account.apply({ type: 'join_group', group_id: group_id! });
    expect(account.group(group_id)).toMatchObject({ participants_count: 2, is_admin: false });
    account.apply({ type: 'delete_group', group_id: group_id! });
    expect(account.group(group_id)).toBeUndefined();
  });

  test('adds, promotes, demotes and removes a member', () => {
    const account = createAccount();
    const group = account.groups()[4]!;
    const role = (id: string) =>
      account.group(group.contact_id)!.participants.find((one) => one.participant_id === id)?.role;
    const { contact_id: id } = account.apply({ type: 'add_member', group_id: group.contact_id });
    const target = { group_id: group.contact_id, contact_id: id! };
    expect(role(id!)).toBe('participant');
    expect(account.contact(id)).toBeUndefined();
    account.apply({ type: 'set_member_role', ...target, role: 'admin' });
    expect(role(id!)).toBe('admin');
    account.apply({ type: 'set_member_role', ...target, role: 'participant' });
    expect(role(id!)).toBe('participant');
    account.apply({ type: 'remove_member', ...target });
    expect(role(id!)).toBeUndefined();
  });

  test('names who has left a group, with time and reason, until they come back', () => {
    const account = createAccount();
    const { contact_id: group_id } = account.groups()[4]!;
    const past = () => account.group(group_id)!.past_participants;
    const { contact_id: id } = account.apply({ type: 'add_member', group_id });
    account.apply({ type: 'remove_member', group_id, contact_id: id!, reason: 'Left' });
    expect(past()).toMatchObject([
      { participant_id: id, reason: 'left', left_at: expect.stringMatching(/^2025-.*Z$/) },
    ]);
    account.apply({ type: 'add_member', group_id, contact_id: id! });
    expect(past()).toEqual([]);
    account.apply({ type: 'remove_member', group_id, contact_id: id! });
    expect(past()).toMatchObject([{ participant_id: id, reason: 'removed' }]);
  });
});

test.each([
  [{ type: 'remove_contact', contact_id: '1@lid' }, 'CONTACT_NOT_FOUND'],
  [{ type: 'leave_group', group_id: '1@g.us' }, 'GROUP_NOT_FOUND'],
] as const)('refuses an operation on a missing item: %j', (operation, code) => {
  expect(() => createAccount().apply(operation)).toThrow(expect.objectContaining({ code }));
});

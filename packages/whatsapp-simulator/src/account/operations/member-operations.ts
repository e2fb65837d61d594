import { ControlError } from '../../control-error.ts';
import { findGroup, findOther, findPerson } from '../find-person.ts';
import { type Group, memberPerson, packMember } from '../group.ts';
import { canonicalId } from '../person.ts';
import { addPerson } from './contact-operations.ts';
import type { Operations } from './operations.ts';

const LEFT_SINCE_SECONDS = 1_750_000_000;

export const memberOperations: Operations<'add_member' | 'remove_member' | 'set_member_role'> = {
  add_member(account, { group_id, contact_id, role = 'participant' }, change) {
    const group = findGroup(account, group_id);
    const person = contact_id ? findOther(account, contact_id) : addPerson(account, {}, change);
    if (placeOf(group, person.index) >= 0) {
      throw new ControlError(409, 'MEMBER_ALREADY', 'This person is a member of the group');
    }
    group.members.push(packMember(person.index, role));
    group.past = group.past.filter((one) => one.person !== person.index);
    change.groups.add(group_id);
    return { group_id, contact_id: canonicalId(person) };
  },
  remove_member(account, { group_id, contact_id, reason = 'Removed' }, change) {
    const group = findGroup(account, group_id);
    const person = findOther(account, contact_id);
    group.members.splice(memberPlace(group, person.index), 1);
    const leftAt = LEFT_SINCE_SECONDS + account.version;
    group.past = [{ person: person.index, leftAt, reason }, ...group.past];
    change.groups.add(group_id);
    return { group_id, contact_id: canonicalId(person) };
  },
  set_member_role(account, { group_id, contact_id, role }, change) {
    const group = findGroup(account, group_id);
    const person = findPerson(account, contact_id);
    group.members[memberPlace(group, person.index)] = packMember(person.index, role);
    change.groups.add(group_id);
    return { group_id, contact_id: canonicalId(person) };
  },
};

function placeOf(group: Group, person: number): number {
  return group.members.findIndex((member) => memberPerson(member) === person);
}

function memberPlace(group: Group, person: number): number {
  const place = placeOf(group, person);
  if (place < 0)
    throw new ControlError(404, 'NOT_A_MEMBER', 'This person is not a member of the group');
  return place;
}

import { ControlError } from '../../control-error.ts';
import { chatFacts } from '../chat-facts.ts';
import { findGroup, findPerson } from '../find-person.ts';
import { type Group, memberPerson, packMember } from '../group.ts';
import { OWN_INDEX } from '../person.ts';
import type { Operations } from './operations.ts';

const NEW_GROUPS_SINCE_SECONDS = 1_750_000_000;

export const groupOperations: Operations<
  'add_group' | 'update_group' | 'delete_group' | 'leave_group' | 'join_group'
> = {
  add_group(account, { subject, description = null, members = [], ...given }, change) {
    const { announce = false, has_chat: hasChat = true } = given;
    const others = members.map((id) => findPerson(account, id).index);
    const createdAt = NEW_GROUPS_SINCE_SECONDS + account.version;
    const group: Group = {
      id: `120364${String(account.version).padStart(12, '0')}@g.us`,
      kind: 'default',
      subject,
      description,
      owner: OWN_INDEX,
      createdAt,
      announce,
      settings: {
        restrict: false,
        memberAddMode: 'all_member_add',
        approvalMode: false,
        ephemeralSeconds: 0,
        subjectTime: createdAt,
        descTime: description === null ? null : createdAt,
      },
      communityId: null,
      lidAddressing: false,
      members: [
        packMember(OWN_INDEX, 'superadmin'),
        ...others.map((one) => packMember(one, 'participant')),
      ],
      deviceMembers: [],
      past: [],
      metadataLoaded: true,
      hasDatabaseRow: hasChat,
      hasChat,
      chat: chatFacts(0),
      left: false,
      labels: [],
      picture: null,
    };
    account.groups.set(group.id, group);
    change.groups.add(group.id);
    return { group_id: group.id };
  },
  update_group(account, { group_id, set }, change) {
    const { has_chat: hasChat, restrict, ...fields } = set;
    const group = findGroup(account, group_id);
    const now = NEW_GROUPS_SINCE_SECONDS + account.version;
    Object.assign(group, fields, hasChat !== undefined && { hasChat });
    // The members of a group that the page shows are in its database, too.
    if (hasChat) group.hasDatabaseRow = true;
    group.settings = {
      ...group.settings,
      ...(restrict !== undefined && { restrict }),
      ...(fields.subject !== undefined && { subjectTime: now }),
      ...(fields.description !== undefined && {
        descTime: fields.description === null ? null : now,
      }),
    };
    change.groups.add(group_id);
    return { group_id };
  },
  delete_group(account, { group_id }, change) {
    findGroup(account, group_id);
    account.groups.delete(group_id);
    change.groups.add(group_id);
    return { group_id };
  },
  leave_group(account, { group_id }, change) {
    const group = findGroup(account, group_id);
    if (group.left)
      throw new ControlError(409, 'NOT_A_MEMBER', 'The user has left this group already');
    group.left = true;
    group.members = group.members.filter((member) => memberPerson(member) !== OWN_INDEX);
    change.groups.add(group_id);
    return { group_id };
  },
  join_group(account, { group_id }, change) {
    const group = findGroup(account, group_id);
    if (!group.left)
      throw new ControlError(409, 'MEMBER_ALREADY', 'The user is a member of this group');
    group.left = false;
    // WAWebUpdateModelForGroupAction forgets them all then.
    group.past = [];
    group.members.push(packMember(OWN_INDEX, 'participant'));
    change.groups.add(group_id);
    return { group_id };
  },
};

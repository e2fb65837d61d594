import { Collection, keyOf } from './collection.js';
import { Emitter, Model } from './emitter.js';

const GROUP_TYPES = {
  default: 'DEFAULT',
  community: 'COMMUNITY',
  linked_announcement: 'LINKED_ANNOUNCEMENT_GROUP',
  linked_subgroup: 'LINKED_SUBGROUP',
};

class Participant {
  constructor(id, role) {
    this.id = id;
    this.isAdmin = role > 0;
    this.isSuperAdmin = role === 2;
  }

  serialize() {
    return { id: this.id, isAdmin: this.isAdmin, isSuperAdmin: this.isSuperAdmin };
  }
}

/** A group's members. A plain array inside, because a million members must fit into the page. */
class ParticipantCollection extends Emitter {
  #models = [];
  #isOwn;

  constructor(isOwn) {
    super();
    this.#isOwn = isOwn;
  }

  get length() {
    return this.#models.length;
  }

  get _models() {
    return this.getModelsArray();
  }

  getModelsArray() {
    return this.#models.slice();
  }

  get(id) {
    const key = typeof id === 'string' ? id : id?._serialized;
    return this.#models.find((one) => one.id._serialized === key);
  }

  replace(models) {
    this.#models = models;
    this.trigger('change');
  }

  iAmMember() {
    return this.#own() !== undefined;
  }

  iAmAdmin() {
    return this.#own()?.isAdmin ?? false;
  }

  iAmSuperAdmin() {
    return this.#own()?.isSuperAdmin ?? false;
  }

  serialize() {
    return this.#models.map((one) => one.serialize());
  }

  #own() {
    return this.#models.find((one) => this.#isOwn(one.id));
  }
}

export class GroupMetadata extends Model {
  #members;

  constructor(id, isOwn) {
    super();
    this.id = id;
    this.stale = true;
    this.#members = new ParticipantCollection(isOwn);
    this.participants = this.#members;
  }

  /** Takes over what WhatsApp knows of the group. Without members it stays stale. */
  fill(group, { owner, parentGroup, participants }) {
    this.set({
      subject: group.subject,
      groupType: GROUP_TYPES[group.kind],
      isParentGroup: group.kind === 'community',
      defaultSubgroup: group.kind === 'linked_announcement',
      isLidAddressingMode: group.lidAddressing,
      parentGroup,
      announce: group.announce,
      creation: group.createdAt,
      ...(participants && {
        owner,
        desc: group.description ?? undefined,
        size: participants.length,
        stale: false,
      }),
    });
    if (participants) this.#members.replace(participants);
  }

  /** The fields of group metadata that the real page serialises. */
  serialize() {
    return {
      id: this.id,
      creation: this.creation,
      owner: this.owner,
      subject: this.subject,
      subjectTime: this.creation,
      desc: this.desc,
      descTime: this.desc === undefined ? 0 : this.creation,
      restrict: false,
      announce: this.announce,
      noFrequentlyForwarded: false,
      ephemeralDuration: 0,
      membershipApprovalMode: false,
      memberAddMode: 'all_member_add',
      reportToAdminMode: false,
      size: this.size,
      support: false,
      suspended: false,
      terminated: false,
      uniqueShortNameMap: {},
      isLidAddressingMode: this.isLidAddressingMode,
      isParentGroup: this.isParentGroup,
      isParentGroupClosed: false,
      parentGroup: this.parentGroup,
      defaultSubgroup: this.defaultSubgroup,
      generalSubgroup: false,
      groupSafetyCheck: false,
      generalChatAutoAddDisabled: false,
      allowNonAdminSubGroupCreation: false,
      lastActivityTimestamp: 0,
      lastSeenActivityTimestamp: 0,
      incognito: false,
      hasCapi: false,
      participants: this.participants.serialize(),
      pendingParticipants: [],
      pastParticipants: [],
      membershipApprovalRequests: [],
      subgroupSuggestions: [],
    };
  }
}

export function createParticipant(id, role) {
  return new Participant(id, role);
}

/** `update` always asks WhatsApp, like the real one. `find` asks only for stale metadata. */
export class GroupMetadataCollection extends Collection {
  #query = async () => {};
  #hidden = new Set();

  constructor() {
    super(GroupMetadata);
  }

  /** The query for a group. Its answer fills the metadata. */
  setQuery(query) {
    this.#query = query;
  }

  get(id) {
    return this.#hidden.has(keyOf(id)) ? undefined : super.get(id);
  }

  getModelsArray() {
    return super.getModelsArray().filter((model) => this.get(model.id));
  }

  /** All groups, hidden or not. */
  stored(id) {
    return super.get(id);
  }

  /** Removes the metadata from the page. The returned function restores it. */
  hide(id) {
    this.#hidden.add(keyOf(id));
    return () => this.#hidden.delete(keyOf(id));
  }

  async update(id) {
    await this.#query(id);
    return this.get(id);
  }

  async find(id) {
    const known = this.get(id);
    return known && !known.stale ? known : this.update(id);
  }
}

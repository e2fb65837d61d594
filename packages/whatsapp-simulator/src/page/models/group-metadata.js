import { Collection, keyOf } from './collection.js';
import { declareProperties, Model } from './emitter.js';
import { ParticipantCollection } from './participants.js';

const GROUP_TYPES = {
  default: 'DEFAULT',
  community: 'COMMUNITY',
  linked_announcement: 'LINKED_ANNOUNCEMENT_GROUP',
  linked_subgroup: 'LINKED_SUBGROUP',
};

/** The settings of a group under the names that metadata and answers have for them. */
export function settingsOf({ settings }) {
  return {
    subjectTime: settings.subjectTime,
    descTime: settings.descTime ?? undefined,
    restrict: settings.restrict,
    memberAddMode: settings.memberAddMode ?? undefined,
    membershipApprovalMode: settings.approvalMode,
    ephemeralDuration: settings.ephemeralSeconds,
  };
}

/** A group's metadata, as WAWebGroupMetadataModel has it: `stale` says nothing of its members. */
export class GroupMetadata extends Model {
  #account;

  /** `account` knows the own addresses, and the chats and subgroups of the page. */
  constructor(id, account) {
    super();
    this.fill({ id, stale: true, suspended: false, terminated: false });
    this.#account = account;
    this.participants = new ParticipantCollection(account);
    this.pastParticipants = new ParticipantCollection(account);
  }

  /** Takes over what WhatsApp knows of the group, without its members. */
  setFacts(group, { owner, parentGroup, size }) {
    this.set({
      ...settingsOf(group),
      subject: group.subject,
      desc: group.description ?? undefined,
      owner,
      size,
      groupType: GROUP_TYPES[group.kind],
      isParentGroup: group.kind === 'community',
      defaultSubgroup: group.kind === 'linked_announcement',
      isLidAddressingMode: group.lidAddressing,
      parentGroup,
      announce: group.announce,
      creation: group.createdAt,
      suspended: group.suspended ?? false,
      terminated: group.terminated ?? false,
    });
  }

  /**
   * Of a group: its chat can be written to. Of a community: a subgroup lists the own entry. A chat whose flag
   * was never set answers false, too.
   */
  hasJoined() {
    if (!this.isParentGroup) return this.#account.chatOf(this.id)?.isReadOnly === false;
    return this.#account.subgroupsOf(this.id).some(({ participants }) => participants.iAmMember());
  }

  /** Derived from the subject (WAWebGroupMetadataModel). */
  get isUnnamed() {
    return this.subject === '';
  }

  /** The fields of group metadata that the real page serialises. */
  serialize() {
    return {
      id: this.id,
      creation: this.creation,
      owner: this.owner,
      subject: this.subject,
      subjectTime: this.subjectTime,
      desc: this.desc,
      descTime: this.descTime,
      restrict: this.restrict,
      announce: this.announce,
      noFrequentlyForwarded: false,
      ephemeralDuration: this.ephemeralDuration,
      membershipApprovalMode: this.membershipApprovalMode,
      memberAddMode: this.memberAddMode,
      reportToAdminMode: false,
      size: this.size,
      support: false,
      suspended: this.suspended,
      terminated: this.terminated,
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
      pastParticipants: this.pastParticipants.serialize(),
      membershipApprovalRequests: [],
      subgroupSuggestions: [],
    };
  }
}

declareProperties(GroupMetadata, [
  ...[
    'id',
    'creation',
    'owner',
    'subject',
    'subjectTime',
    'desc',
    'descTime',
    'restrict',
    'announce',
  ],
  ...['ephemeralDuration', 'membershipApprovalMode', 'memberAddMode', 'size', 'suspended'],
  ...['terminated', 'isLidAddressingMode', 'isParentGroup', 'parentGroup', 'defaultSubgroup'],
  ...['groupType', 'stale'],
]);

/**
 * As WAWebGroupMetadataCollection: `find` and `update` do nothing for fresh metadata. For stale metadata both
 * look into the page's database, and ask WhatsApp only if it has no usable row.
 */
export class GroupMetadataCollection extends Collection {
  #load = async () => {};
  #hidden = new Set();
  #loading = new Map();

  constructor() {
    super(GroupMetadata);
  }

  /** What happens to stale metadata. */
  setLoader(load) {
    this.#load = load;
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

  /** As WAWebStaleBaseCollection does when the line is lost. The members stay. */
  markStale() {
    for (const model of super.getModelsArray()) model.set({ stale: true });
  }

  /** While one is in flight, the same promise is answered. */
  update(id) {
    const key = keyOf(id);
    const inFlight = this.#loading.get(key);
    if (inFlight) return inFlight;
    const loading = this.#update(key).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  find(id) {
    return this.update(id);
  }

  async #update(key) {
    const known = super.get(key);
    if (!known) throw new Error('findImpl: not a group of this account');
    if (known.stale) await this.#load(known);
    return this.get(key);
  }
}

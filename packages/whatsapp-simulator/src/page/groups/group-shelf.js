import { Chat } from '../models/chat.js';
import { pictureModel } from '../models/collections.js';
import { Contact, otherContactFields } from '../models/contact.js';
import { GroupMetadata, settingsOf } from '../models/group-metadata.js';
import { createWid } from '../models/wid.js';
import { addMessage } from '../one-to-one-chats.js';
import { createGroupDatabase } from './group-database.js';
import { createGroupServer } from './group-server.js';
import { createMemberLists } from './member-lists.js';

const NONE_LEFT = { past: [] };

/**
 * The groups. Each has a chat, a contact entry and metadata in the page, and a row of members in the page's
 * database. A group without a chat is known to WhatsApp's server alone.
 */
export function createGroupShelf(page) {
  const { collections, directory, options, queries, sync, connection, faults } = page;
  const {
    Chat: chats,
    Contact: contacts,
    GroupMetadata: metadata,
    Msg: messages,
    ProfilePicThumb: pictures,
  } = collections;
  const groups = new Map();
  /** Groups of an account that has not been loaded as a whole. */
  let early = [];
  const lists = createMemberLists({ directory, options });
  const database = createGroupDatabase({ texts: lists.texts, options, faults, queries });
  const server = createGroupServer({
    groups: () => [...groups.values(), ...early.filter(({ id }) => !groups.has(id))],
    describe: (group) => ({ ...factsOf(group), ...lists.answer(group) }),
    queries,
    options,
  });
  const account = {
    isOwn: directory.isOwn,
    knowsOwnLid: () => !options().own_lid_unknown,
    chatOf: (id) => chats.get(id),
    subgroupsOf: ({ _serialized: id }) =>
      [...groups.values()]
        .filter((group) => group.communityId === id)
        .map((group) => metadata.stored(group.id))
        .filter(Boolean),
  };

  /** What an answer of WhatsApp says of a group, besides its members. */
  function factsOf(group) {
    const settings = settingsOf(group);
    return {
      id: createWid(group.id),
      subject: group.subject,
      ...settings,
      desc: group.description ?? undefined,
      owner: group.owner === null ? undefined : lists.memberWid(group, group.owner),
      creation: group.createdAt,
      announce: group.announce,
      // WAWebGroupsQueryApi: absent where messages stay. An answer says nothing of "terminated".
      ephemeralDuration: settings.ephemeralDuration || undefined,
      isParentGroup: group.kind === 'community',
      defaultSubgroup: group.kind === 'linked_announcement',
      generalSubgroup: false,
      parentGroup: group.communityId === null ? undefined : createWid(group.communityId),
      isLidAddressingMode: group.lidAddressing,
      suspended: group.suspended ?? false,
      hasIncompleteParticipantInformation: false,
    };
  }

  function setFacts(model, group) {
    const { owner, parentGroup } = factsOf(group);
    model.setFacts(group, { owner, parentGroup, size: lists.sizeOf(group) });
  }

  /** WAWebChatGroupUtils.updateReadOnly: the page calls it for fresh metadata alone. */
  function updateReadOnly(model) {
    if (model.stale || model.isParentGroup) return;
    setTimeout(() => {
      const chat = chats.get(model.id);
      if (!chat || model.stale || !account.knowsOwnLid()) return;
      chat.set({ isReadOnly: !model.participants.iAmMember() || model.terminated });
    }, options().read_only_delay_ms);
  }

  /** WAWebFindGroupMetadataAction and WAWebGroupQueryBridge: a refusal makes fresh metadata without members. */
  async function load(model) {
    const id = model.id._serialized;
    const row = await database.table.get(id);
    if (database.isUsable(row)) addRow(model, row);
    else {
      const answer = await server.queryGroup(id).catch((error) => {
        if (error?.name !== 'ServerStatusCodeError') throw error;
      });
      if (answer?.status === 'success') fill(groups.get(id), { stale: false });
    }
    model.set({ stale: false });
    updateReadOnly(model);
  }

  function addRow(model, row) {
    model.participants.add(lists.fromRow(row, model));
    model.pastParticipants.add(lists.pastFromRow(row));
  }

  /** A query names none who have left: those in memory stay. */
  function fill(group, { stale }) {
    const model = metadata.stored(group.id);
    if (!model) return;
    setFacts(model, group);
    model.participants.set(lists.inMemory(group));
    model.set({ stale });
    database.write(group);
  }

  function setPicture(group) {
    pictures.remove(group.id);
    if (group.picture)
      pictures.add(pictureModel(createWid(group.id), group.picture), { silent: true });
  }

  const labelsOf = (group) => directory.labels.idsOf(group.labels);

  function addChat(group, contact, groupMetadata) {
    const id = createWid(group.id);
    const { subject: name, left: isReadOnly } = group;
    const { t } = group.chat;
    const labels = labelsOf(group);
    const chat = new Chat({ id, name, contact, groupMetadata, isReadOnly, ...group.chat, labels });
    const [lead] = group.members;
    const author = lead === undefined ? undefined : lists.memberWid(group, Math.floor(lead / 4));
    const body = `Pesan terakhir di grup ${groups.size}`;
    addMessage(chat, { from: id, to: null, author, t, body }, messages, options());
    return chat;
  }

  /** Groups of a restored page whose members come after the offline delivery. */
  const unrestored = [];

  /** WAWebRestoreGroupParticipantsAction, for one batch of chats. */
  async function restoreBatch(batch) {
    for (const model of batch) {
      // A change may have come before.
      if (!model.stale || metadata.stored(model.id) !== model) continue;
      const row = database.row(model.id._serialized);
      if (database.isUsable(row)) addRow(model, row);
      else if (!chats.get(model.id)?.isReadOnly) await load(model);
      model.set({ stale: false });
    }
  }

  /** WAWebRestoreChatsAndMessages: the others wait for the end of the offline delivery. */
  async function restoreOthers() {
    const late = unrestored.splice(0);
    const { member_batch_size: size } = options();
    for (let n = 0; n < late.length; n += size) await restoreBatch(late.slice(n, n + size));
  }

  metadata.setLoader(load);
  // At the start alone: a page that was only without a line keeps its members.
  sync.eventBus.once('offline_delivery_end', () => void restoreOthers());
  connection.socket.on('change:stream', (_socket, stream) => {
    if (stream === 'DISCONNECTED') metadata.markStale();
  });

  const shelf = {
    server,
    database,
    get: (id) => groups.get(id),
    all: () => groups.values(),
    /** The account as the server has it, while the page has a part of it. */
    expect: (data) => {
      early = data?.groups ?? [];
      lists.expect(data);
    },
    add(group, { silent = false } = {}) {
      const id = createWid(group.id);
      groups.set(group.id, group);
      if (!group.hasChat) return;
      const contact = contacts.add(new Contact(otherContactFields(id, group.subject)), { silent });
      const groupMetadata = metadata.add(new GroupMetadata(id, account), { silent: true });
      const isRestored = sync.isRestoring();
      if (!group.metadataLoaded || (isRestored && options().member_batch_size > 0))
        setFacts(groupMetadata, group);
      else {
        groupMetadata.pastParticipants.add(lists.left(NONE_LEFT, group));
        fill(group, { stale: !isRestored && options().queried_groups_stale });
      }
      if (isRestored && group.metadataLoaded && groupMetadata.stale) unrestored.push(groupMetadata);
      database.write(group);
      chats.add(addChat(group, contact, groupMetadata), { silent });
      setPicture(group);
    },
    /** The first batch of a restored page comes with its chats. */
    restoreFirst: () => restoreBatch(unrestored.splice(0, options().member_batch_size)),
    /** `queryAndUpdateGroupMetadataById`. */
    async queryOne(id) {
      const answer = await server.queryGroup(id);
      if (answer.status === 'success') fill(groups.get(id), { stale: false });
      else database.write(groups.get(id));
      return answer;
    },
    /** `queryAndUpdateAllGroupMetadata`: fills the page's groups and leaves `stale` as it is. */
    async queryAll() {
      await server.queryAll();
      await server.queryTruncated();
      for (const group of groups.values()) {
        const stale = metadata.stored(group.id)?.stale;
        if (stale !== undefined && !group.left) fill(group, { stale });
      }
    },
    /** WAWebUpdateModelForGroupAction: a change of members applies to the list in memory, loaded or not. */
    replace(group) {
      const before = groups.get(group.id);
      if (before === undefined || (group.hasChat && !before.hasChat)) return shelf.add(group);
      groups.set(group.id, group);
      const model = metadata.stored(group.id);
      if (!model) return;
      contacts.get(group.id).set({ name: group.subject });
      const labels = labelsOf(group);
      chats.get(group.id).set({ name: group.subject, isReadOnly: group.left, labels });
      setFacts(model, group);
      const { participants } = model;
      if (participants.length > 0 && lists.isWhole(participants, before))
        participants.set(lists.inMemory(group));
      else {
        participants.remove(lists.gone(before, group));
        participants.add(lists.changed(before, group));
      }
      const { pastParticipants } = model;
      if (pastParticipants.length === before.past.length)
        pastParticipants.set(lists.left(NONE_LEFT, group));
      else {
        pastParticipants.remove(lists.back(before, group));
        pastParticipants.add(lists.left(before, group));
      }
      database.write(group, { delayMs: database.delayMs() });
      setPicture(group);
    },
    /** Gives the page's parts of a group another state. The returned functions end that, in order. */
    override({ group_id: id, stale, members, row, size, read_only: isReadOnly }) {
      const model = metadata.stored(id);
      if (!model) return [];
      const group = groups.get(id);
      const undo = row === undefined ? [] : [database.setState(id, row)];
      if (members === 'whole') model.participants.set(lists.inMemory(group));
      if (members === 'none') model.participants.set([]);
      if (members === 'one') model.participants.set(lists.inMemory(group).slice(-1));
      if (stale !== undefined) model.set({ stale });
      if (size !== undefined) model.set({ size: size ?? undefined });
      if (isReadOnly !== undefined) chats.get(id).set({ isReadOnly: isReadOnly ?? undefined });
      return undo;
    },
    refreshLabels() {
      for (const group of groups.values()) chats.get(group.id)?.set({ labels: labelsOf(group) });
    },
    remove(id) {
      groups.delete(id);
      database.remove(id);
      for (const collection of [chats, contacts, metadata, pictures]) collection.remove(id);
    },
  };
  return shelf;
}

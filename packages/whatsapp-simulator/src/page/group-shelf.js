import { Chat } from './models/chat.js';
import { pictureModel } from './models/collections.js';
import { Contact, otherContactFields } from './models/contact.js';
import { createParticipant, GroupMetadata } from './models/group-metadata.js';
import { createWid } from './models/wid.js';
import { addMessage } from './one-to-one-chats.js';

const DEVICE = 12;
const NEWEST_SECONDS = 1_760_000_000;
const SECONDS_BETWEEN_GROUPS = 97;

/** The groups. Each has a chat, a contact entry and metadata. */
export function createGroupShelf({ collections, directory, options }) {
  const {
    Chat: chats,
    Contact: contacts,
    GroupMetadata: metadata,
    Msg: messages,
    ProfilePicThumb: pictures,
  } = collections;
  const groups = new Map();

  /**
   * A person as this group lists it: by LID or phone, sometimes with the device that it joined
   * from.
   */
  function memberWid(group, index) {
    const person = directory.persons.get(index);
    const [first, second] = group.lidAddressing
      ? [person.lidWid, person.phoneWid]
      : [person.phoneWid, person.lidWid];
    const wid = first ?? second;
    return group.deviceMembers.includes(index)
      ? createWid(`${wid.user}:${DEVICE}@${wid.server}`)
      : wid;
  }

  function fill(group, { withMembers }) {
    const parentGroup = group.communityId === null ? undefined : createWid(group.communityId);
    metadata.stored(group.id).fill(group, {
      parentGroup,
      ...(withMembers && {
        owner: group.owner === null ? undefined : memberWid(group, group.owner),
        participants: group.members.map((packed) =>
          createParticipant(memberWid(group, Math.floor(packed / 4)), packed % 4),
        ),
      }),
    });
  }

  function setPicture(group) {
    pictures.remove(group.id);
    if (group.picture)
      pictures.add(pictureModel(createWid(group.id), group.picture), { silent: true });
  }

  const shelf = {
    get: (id) => groups.get(id),
    add(group, { silent = false } = {}) {
      const id = createWid(group.id);
      groups.set(group.id, group);
      const contact = contacts.add(new Contact(otherContactFields(id, group.subject)), { silent });
      const groupMetadata = metadata.add(new GroupMetadata(id, directory.isOwn), { silent: true });
      fill(group, { withMembers: group.metadataLoaded });
      const t = NEWEST_SECONDS - groups.size * SECONDS_BETWEEN_GROUPS;
      const chat = new Chat({
        id,
        t,
        name: group.subject,
        contact,
        groupMetadata,
        isReadOnly: group.left,
      });
      const [lead] = group.members;
      const author = lead === undefined ? undefined : memberWid(group, Math.floor(lead / 4));
      const body = `Pesan terakhir di grup ${groups.size}`;
      addMessage(chat, { from: id, to: null, author, t, body }, messages, options());
      chats.add(chat, { silent });
      setPicture(group);
    },
    /** WhatsApp's answer to a query for the group's metadata. */
    answerQuery(id) {
      const group = groups.get(id);
      if (group) fill(group, { withMembers: true });
    },
    replace(group) {
      if (!groups.has(group.id)) return shelf.add(group);
      groups.set(group.id, group);
      const loaded = !metadata.stored(group.id).stale;
      contacts.get(group.id).set({ name: group.subject });
      chats.get(group.id).set({ name: group.subject, isReadOnly: group.left });
      fill(group, { withMembers: loaded || group.metadataLoaded });
      setPicture(group);
    },
    remove(id) {
      groups.delete(id);
      for (const collection of [chats, contacts, metadata, pictures]) collection.remove(id);
    },
  };
  return shelf;
}

import { Chat } from './models/chat.js';
import { createMessageKey, Message } from './models/message.js';
import { chatWid } from './person.js';

/** The chats with single persons, each with its last message. */
export function createOneToOneChats({ collections, options, labels }) {
  const { Chat: chats, Contact: contacts, Msg: messages } = collections;
  return {
    add(person, { silent }) {
      const id = chatWid(person);
      const { t } = person.chat;
      const contact =
        contacts.get(id) ?? contacts.get(person.phoneWid) ?? contacts.get(person.lidWid);
      const accountLid = id.isLid() ? undefined : (person.lidWid ?? undefined);
      const ids = labels.idsOf(person.labels);
      const chat = new Chat({ id, accountLid, contact, ...person.chat, labels: ids });
      addMessage(
        chat,
        { from: id, to: null, id, t, body: `Pesan terakhir ${person.index}` },
        messages,
        options(),
      );
      chats.add(chat, { silent });
    },
    refresh(person) {
      chats.get(chatWid(person))?.set({ labels: labels.idsOf(person.labels) });
    },
    remove(person) {
      chats.remove(chatWid(person));
    },
  };
}

/** Gives a chat its last message, with a key of the requested shape. */
export function addMessage(
  chat,
  { from, to, author, t, body },
  messages,
  { message_key_shape: shape },
) {
  const key = createMessageKey(
    {
      fromMe: false,
      remote: chat.id,
      id: `3EB0${(t * 2654435761).toString(16).toUpperCase().padStart(18, '0').slice(-18)}`,
      participant: author,
    },
    shape,
  );
  const message = new Message({ id: key, body, t, from, to, author });
  messages.add(message, { silent: true });
  chat.msgs = [message];
  chat.lastReceivedKey = key;
}

import { Chat } from './models/chat.js';
import { PlainModel } from './models/collections.js';
import { Contact, otherContactFields } from './models/contact.js';
import { createWid, SERVICE_ACCOUNTS } from './models/wid.js';
import { addMessage } from './one-to-one-chats.js';

const OLDEST_SECONDS = 1_600_000_000;
/** No generated person has this number. */
const STRANGER = '19995550199@c.us';

/** Broadcast lists, channels and the status feed: entries that are neither contacts nor groups. */
export function addLists(collections, spec, options) {
  const { Contact: contacts, Chat: chats, Msg: messages, Status: statuses } = collections;
  const { WAWebNewsletterCollection: channels, NewsletterMetadataCollection: channelMetadata } =
    collections;
  for (let n = 1; n <= spec.broadcasts; n++) {
    const id = createWid(`${OLDEST_SECONDS + n}@broadcast`);
    const contact = contacts.add(new Contact(otherContactFields(id, `Siaran ${n}`)), {
      silent: true,
    });
    const chat = new Chat({ id, t: OLDEST_SECONDS + n, name: `Siaran ${n}`, contact });
    addMessage(chat, { from: id, to: id, t: chat.t, body: 'Siaran' }, messages, options());
    chats.add(chat, { silent: true });
  }
  for (let n = 1; n <= spec.newsletters; n++) {
    const id = createWid(`12036399${String(n).padStart(10, '0')}@newsletter`);
    const contact = contacts.add(new Contact(otherContactFields(id, `Saluran ${n}`)), {
      silent: true,
    });
    const newsletterMetadata = channelMetadata.add(
      new PlainModel({
        id,
        name: `Saluran ${n}`,
        size: 1000,
        membershipType: 'subscriber',
        creationTime: OLDEST_SECONDS,
      }),
      { silent: true },
    );
    const chat = new Chat({
      id,
      t: OLDEST_SECONDS,
      name: `Saluran ${n}`,
      contact,
      newsletterMetadata,
    });
    channels.add(chat, { silent: true });
  }
  if (spec.empty_chats) addEmptyChat({ contacts, chats });
  if (spec.assistants) addAssistants({ contacts, chats, messages, options });
  if (spec.status) {
    const id = createWid('status@broadcast');
    contacts.add(new Contact(otherContactFields(id, undefined)), { silent: true });
    statuses.add(new PlainModel({ id, totalCount: 1, unreadCount: 0 }), { silent: true });
  }
}

/** Made on this device and never used, for a receiver of a broadcast (WAWebDBMessageBulkHelper). */
function addEmptyChat({ contacts, chats }) {
  const id = createWid(STRANGER);
  const contact = contacts.add(new Contact(otherContactFields(id, undefined)), { silent: true });
  chats.add(new Chat({ id, contact, createdLocally: true }), { silent: true });
}

/** WhatsApp's own accounts: they have a name, are "my contact", and some have a chat. None is a person. */
function addAssistants({ contacts, chats, messages, options }) {
  const ids = [...Object.values(SERVICE_ACCOUNTS), '13135550002@c.us', '700000000000001@bot'];
  for (const [n, text] of ids.entries()) {
    const id = createWid(text);
    const fields = { ...otherContactFields(id, `Asisten ${n}`), isAddressBookContact: 1 };
    const contact = contacts.add(new Contact(fields), { silent: true });
    if (n % 2 === 1) continue;
    const t = OLDEST_SECONDS + n;
    const chat = new Chat({ id, t, contact });
    addMessage(chat, { from: id, to: null, id, t, body: 'Halo' }, messages, options());
    chats.add(chat, { silent: true });
  }
}

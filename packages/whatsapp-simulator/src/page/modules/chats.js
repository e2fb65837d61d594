import { Chat } from '../models/chat.js';
import { keyOf } from '../models/collection.js';
import { Emitter } from '../models/emitter.js';
import { ServerStatusCodeError } from '../queries.js';

/** What a client needs to read chats, groups and pictures. */
export function chatModules({ collections, queries, options, directory }) {
  const { Chat: chats, ProfilePicThumb: pictures, Contact: contacts } = collections;
  return {
    WAWebCollections: exposed(collections, options, () => queries.note('messages_touched')),
    WAWebLabelCollection: { LabelCollection: collections.Label },
    WAWebSchemaLabelAssociation: {
      getLabelAssociationTable: () => ({ count: async () => directory.countLabelled() }),
    },
    WAWebListsGatingUtils: { isListsEnabled: () => directory.labels.areListsEnabled() },
    WAWebChatGetters: {
      getIsNewsletter: (chat) => chat.id.isNewsletter(),
      getIsBroadcast: (chat) => chat.id.isBroadcast(),
      getIsGroup: (chat) => chat.id.isGroup(),
      getIsUser: (chat) => chat.id.isUser(),
    },
    WAWebFindChatAction: {
      /**
       * Opens a chat if it does not exist yet. A client that requests pictures this way leaves new chats
       * behind.
       */
      async findOrCreateLatestChat(id) {
        await queries.ask('chat_open', keyOf(id));
        return {
          chat: chats.get(id) ?? chats.add(new Chat({ id, t: 0, contact: contacts.get(id) })),
        };
      },
    },
    WAWebContactProfilePicThumbBridge: {
      async requestProfilePicFromServer(target) {
        const id = target.id ?? target;
        await queries.ask('profile_picture', keyOf(id));
        const picture = pictures.get(id);
        if (!picture?.eurl) throw new ServerStatusCodeError(404, 'item-not-found');
        return { eurl: picture.eurl, previewEurl: picture.previewEurl, tag: picture.tag };
      },
    },
    WAWebFindCommonGroupsContactAction: {
      async findCommonGroups(contact) {
        await queries.ask('common_groups', keyOf(contact.id));
        contact.commonGroups = { serialize: () => [] };
        return true;
      },
    },
    WALinkify: { findLinks, findLink: (text) => findLinks(text)[0] },
    WAWebCallCollection: Object.assign(new Emitter(), { calls: new Map() }),
    WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
    WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
  };
}

/** The keys of today's page. An older one had the groups' metadata under another key. */
function exposed(
  { GroupMetadata: metadata, Msg, Status, ...collections },
  { old_group_metadata_key: isOld },
  onTouch,
) {
  return {
    ...collections,
    Msg: watched(Msg, onTouch),
    Status: watched(Status, onTouch),
    [isOld ? 'GroupMetadata' : 'WAWebGroupMetadataCollection']: metadata,
  };
}

/** The same collection for clients; each use is noted. */
function watched(collection, onTouch) {
  return new Proxy(collection, {
    get(target, name) {
      onTouch();
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function findLinks(text) {
  const links = String(text ?? '').match(/https?:\/\/\S+/g) ?? [];
  return links.map((href) => ({ href, suspiciousCharacters: new Set() }));
}

import { Collection, keyOf } from './collection.js';
import { Model } from './emitter.js';

const CONTEXT_BYTES = 32;

/** The key of a message. The property with its string form depends on WhatsApp Web's version. */
export function createMessageKey({ fromMe, remote, id, participant }, shape) {
  const text = [fromMe, remote, id, participant].filter((part) => part !== undefined).join('_');
  return { fromMe, remote, id, ...(participant && { participant }), [shape]: text };
}

export class Message extends Model {
  constructor(fields) {
    super();
    Object.assign(this, fields);
  }

  /** The fields, and about the size, of a text message that the real page serialises. */
  serialize() {
    const { id, body, t, from, to, author } = this;
    return {
      id,
      viewed: false,
      body,
      type: 'chat',
      t,
      clientReceivedTsMillis: t * 1000 + 431,
      notifyName: '',
      from,
      to,
      author,
      ack: 1,
      invis: false,
      isNewMsg: false,
      star: false,
      kicNotified: false,
      recvFresh: false,
      isFromTemplate: false,
      pollInvalidated: false,
      isSentCagPollCreation: false,
      latestEditMsgKey: null,
      latestEditSenderTimestampMs: null,
      mentionedJidList: [],
      groupMentions: [],
      isEventCanceled: false,
      eventInvalidated: false,
      isVcardOverMmsDocument: false,
      isForwarded: false,
      hasReaction: false,
      ephemeralOutOfSync: false,
      productHeaderImageRejected: false,
      lastPlaybackProgress: 0,
      isDynamicReplyButtonsMsg: false,
      isCarouselCard: false,
      parentMsgId: null,
      callSilenceReason: null,
      isVideoCall: false,
      callDuration: null,
      callCreator: null,
      callParticipants: null,
      isCallLink: null,
      callLinkToken: null,
      isMdHistoryMsg: true,
      stickerSentTs: 0,
      isAvatar: false,
      lastUpdateFromServerTs: 0,
      invokedBotWid: null,
      botTargetSenderJid: null,
      bizBotType: null,
      botResponseTargetId: null,
      botPluginType: null,
      requiresDirectConnection: null,
      bizContentPlaceholderType: null,
      hostedBizEncStateMismatch: false,
      senderOrRecipientAccountTypeHosted: false,
      placeholderCreatedWhenAccountIsHosted: false,
      messageSecret: Object.fromEntries(
        Array.from({ length: CONTEXT_BYTES }, (_, n) => [n, (t + n * 37) % 256]),
      ),
    };
  }
}

/** The messages that the page holds. The real page would read others from its database. */
export class MessageCollection extends Collection {
  constructor() {
    super(Message);
  }

  /** Like the real one, it fails on a key of unknown shape, with a minified error. */
  async getMessagesById(ids) {
    for (const id of ids) {
      if (keyOf(id) === undefined) throw Object.assign(new Error('r'), { name: 'r' });
    }
    return { messages: ids.map((id) => this.get(id)).filter(Boolean) };
  }
}

import { declareProperties, Model } from './emitter.js';

export class Chat extends Model {
  constructor(fields) {
    super();
    Object.assign(this, {
      unreadCount: 0,
      archive: false,
      pin: 0,
      isReadOnly: false,
      isLocked: false,
      mute: { expiration: 0 },
      msgs: [],
      lastReceivedKey: undefined,
      groupMetadata: undefined,
      newsletterMetadata: undefined,
      labels: [],
      ...fields,
    });
  }

  get formattedTitle() {
    const { contact, id } = this;
    return this.name ?? contact?.name ?? contact?.pushname ?? `+${id.user}`;
  }

  get isGroup() {
    return this.id.isGroup();
  }

  /**
   * The fields, and about the size, of a chat that the real page serialises, including messages.
   */
  serialize() {
    return {
      id: this.id,
      labels: this.labels,
      lastReceivedKey: this.lastReceivedKey,
      t: this.t,
      unreadCount: this.unreadCount,
      unreadDividerOffset: 0,
      unreadMentionCount: 0,
      unreadMentionsOfMe: [],
      archive: this.archive,
      isLocked: this.isLocked,
      isReadOnly: this.isReadOnly,
      isAnnounceGrpRestrict: false,
      modifyTag: 0,
      muteExpiration: this.mute.expiration,
      isAutoMuted: false,
      name: this.name,
      notSpam: true,
      pin: this.pin,
      ephemeralDuration: 0,
      ephemeralSettingTimestamp: 0,
      disappearingModeInitiator: 'chat',
      disappearingModeTrigger: 'chat_settings',
      endOfHistoryTransferType: 0,
      pendingInitialLoading: false,
      celebrationAnimationLastPlayed: 0,
      hasRequestedWelcomeMsg: false,
      hasChatBeenOpened: false,
      isOrphaned: false,
      pendingMsgs: false,
      unreadEditTimestampMs: null,
      msgs: this.msgs.map((message) => message.serialize()),
      msgUnsyncedButtonReplyMsgs: [],
      unsyncedButtonReplies: [],
    };
  }
}

declareProperties(Chat, [
  'id',
  'name',
  't',
  'archive',
  'pin',
  'isReadOnly',
  'isLocked',
  'contact',
  'groupMetadata',
]);

// The part of WhatsApp Web that the reader uses. The page may change at any time: these types say what it
// is known to hold, and the reader checks what it takes from it.

export type Wid = {
  readonly user: string;
  readonly server: string;
  readonly device?: number | null | undefined;
  isBot?(): boolean;
  isAiHub?(): boolean;
  isIAS?(): boolean;
  isSupportAccount?(): boolean;
  isCAPISupportAccount?(): boolean;
  isPSA?(): boolean;
};

export type ContactModel = {
  readonly id: Wid;
  readonly phoneNumber?: Wid | string | null;
  /** The address book's; also a name that came with a chat. */
  readonly name?: unknown;
  readonly shortName?: unknown;
  readonly verifiedName?: unknown;
  readonly pushname?: unknown;
  /** Without an `@`; empty and absent mean the same (WAWebUsernameTypes). */
  readonly username?: unknown;
  /** The masked number of a person whose phone is hidden. */
  readonly displayNameLID?: unknown;
  readonly isUsernameContact?: unknown;
  /** 1 for an entry of the address book, 0 for others, absent where the page does not know. */
  readonly isAddressBookContact?: unknown;
  readonly isBusiness?: unknown;
  readonly isEnterprise?: unknown;
  readonly isSmb?: unknown;
  /** 0 unknown, 1 low, 2 high. */
  readonly verifiedLevel?: unknown;
  readonly isContactBlocked?: unknown;
  /** The status text; absent until the page has loaded it. */
  readonly textStatusString?: unknown;
  /** As those of a chat. */
  readonly labels?: unknown;
};

/** A label of a business account, or a list of a personal one. */
export type LabelModel = {
  readonly id: unknown;
  /** Absent if only a chat has named it so far. */
  readonly name?: unknown;
  readonly orderIndex?: unknown;
  /** False: a list that is switched off. */
  readonly isActive?: unknown;
};

export type ChatModel = {
  readonly id: Wid;
  readonly name?: unknown;
  readonly formattedTitle?: unknown;
  readonly isReadOnly?: unknown;
  readonly createdLocally?: unknown;
  /** True, false or absent (WAWebChatModel). */
  readonly isLocked?: unknown;
  /** Seconds since 1970 of the last activity; absent without any. */
  readonly t?: unknown;
  readonly archive?: unknown;
  /** Seconds since 1970, -1 without an end, 0 while not muted. */
  readonly muteExpiration?: unknown;
  /** An array of ids; absent while the gates are closed. */
  readonly labels?: unknown;
  readonly contact?: ContactModel | null;
  readonly groupMetadata?: GroupMetadata | null;
};

export type GroupMetadata = {
  readonly subject?: unknown;
  readonly desc?: unknown;
  readonly owner?: Wid | null;
  /** Seconds since 1970. */
  readonly creation?: unknown;
  readonly announce?: unknown;
  readonly restrict?: unknown;
  /** `admin_add`, `all_member_add`, or absent. */
  readonly memberAddMode?: unknown;
  readonly membershipApprovalMode?: unknown;
  /** False also while the page knows nothing of the group. */
  readonly suspended?: unknown;
  readonly terminated?: unknown;
  /** Seconds; 0 is off, and in an answer of WhatsApp it is absent then. */
  readonly ephemeralDuration?: unknown;
  /** Seconds since 1970. The page keeps none from an answer of WhatsApp. */
  readonly subjectTime?: unknown;
  /** Seconds since 1970; absent without a description. */
  readonly descTime?: unknown;
  readonly isParentGroup?: unknown;
  readonly defaultSubgroup?: unknown;
  readonly parentGroup?: Wid | null;
  readonly size?: unknown;
  readonly stale?: unknown;
  readonly participants: Participants;
  /** Who has left, the last one first. */
  readonly pastParticipants?: { getModelsArray(): readonly PastParticipantModel[] };
};

type Participants = {
  /** The page's own array, which changes while the page works. */
  getModelsArray(): readonly ParticipantModel[];
  /** Throws while the page does not know the account's own LID. */
  iAmMember?(): boolean;
};

/** The members of a group in the page's own database; addresses as `digits@server`. */
export type MemberRow = {
  readonly participants?: readonly string[];
  readonly admins?: readonly string[];
  /** Absent in a row of an older page: the owner is the super admin then. */
  readonly superAdmins?: readonly string[] | null;
  readonly pastParticipants?:
    | readonly {
        readonly jid: string;
        readonly leaveTs?: unknown;
        readonly leaveReason?: unknown;
      }[]
    | null;
  readonly staleType?: unknown;
  readonly deviceSyncComplete?: unknown;
};

/** A person of the address book without WhatsApp, in the page's own database. */
export type OutContactRow = {
  /** `digits@s.whatsapp.net`, a text. */
  readonly id?: unknown;
  readonly fullName?: unknown;
  readonly firstName?: unknown;
};

/** A group in an answer of WhatsApp. One that is too large for the answer has its bare number as the id. */
export type AnsweredGroup = Omit<GroupMetadata, 'participants' | 'pastParticipants' | 'stale'> & {
  readonly id: Wid | string;
  readonly participants?: readonly ParticipantModel[];
};

/** WhatsApp's answer for one group. */
export type GroupAnswer = {
  readonly status?: unknown;
  readonly groupInfo?: AnsweredGroup;
};

export type ParticipantModel = {
  readonly id: Wid;
  readonly isAdmin?: unknown;
  readonly isSuperAdmin?: unknown;
  /** Seconds since 1970; absent while a gate is closed. */
  readonly joinTime?: unknown;
};

type PastParticipantModel = {
  readonly id: Wid;
  /** Seconds since 1970. */
  readonly leaveTs?: unknown;
  /** `Left` or `Removed`. */
  readonly leaveReason?: unknown;
};

export type Collection<Model> = {
  get(id: Wid): Model | null | undefined;
  getModelsArray(): readonly Model[];
};

/** Its `update` and `find` are never called: a refused one makes WhatsApp Web show the group as left. */
export type GroupMetadataCollection = {
  get(id: Wid): GroupMetadata | null | undefined;
};

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

type Collection<Model> = {
  get(id: Wid): Model | null | undefined;
  getModelsArray(): readonly Model[];
};

/** Its `update` and `find` are never called: a refused one makes WhatsApp Web show the group as left. */
export type GroupMetadataCollection = {
  get(id: Wid): GroupMetadata | null | undefined;
};

/** Calls the handler at each event of that name. */
export type PageEvents = { on?(name: string, handler: () => void): unknown };

type Socket = PageEvents & {
  readonly state?: unknown;
  readonly stream?: unknown;
  readonly hasSynced?: unknown;
  /** Goes on whatever WhatsApp answers. */
  logout?(): unknown;
};

type Emitter = { on?(name: string, listener: (value: unknown) => void): unknown };

/** `require` answers the default itself, or an object that has it. */
type WithDefault<Exports> = Partial<Exports> & { readonly default?: Exports };

export type PageModules = {
  readonly WAWebAppTracker: {
    readonly AppTracker?: { isRunning(task: string): unknown };
    readonly AppTrackerType?: { readonly LoadMainScreen?: string };
  };
  readonly WAWebApiContact: {
    getCurrentLid(phone: Wid): Wid | null | undefined;
    getPhoneNumber(lid: Wid): Wid | string | null | undefined;
  };
  readonly WAWebCollections: {
    readonly Blocklist: Pick<Collection<{ readonly id: Wid }>, 'getModelsArray'>;
    readonly Chat: Collection<ChatModel>;
    readonly Contact: Collection<ContactModel>;
    /** Has had two names. */
    readonly GroupMetadata?: GroupMetadataCollection;
    readonly WAWebGroupMetadataCollection?: GroupMetadataCollection;
    readonly ProfilePicThumb?: Pick<
      Collection<{ readonly id: Wid; readonly eurl?: unknown }>,
      'getModelsArray'
    >;
  };
  readonly WAWebBackendEventBus: {
    readonly BackendEventBus?: {
      readonly isOfflineDeliveryEnd?: unknown;
      triggerRefreshQR?(): unknown;
    };
  };
  readonly WAWebCmd: {
    readonly Cmd?: Emitter & {
      readonly isOfflineDeliveryEnd?: unknown;
      /** Older builds have it. */
      refreshQR?(): unknown;
    };
  };
  readonly WAComms: {
    isCommsInitialized?(): unknown;
    /** Throws while the page has stopped its communication. */
    maybeResetSocketLoop?(): unknown;
  };
  readonly WAWebAltDeviceLinkingApi: {
    getCurrentHelloCached?(): { readonly linkCodePairingSecret?: unknown } | null;
  };
  readonly WAWebLabelCollection: {
    readonly LabelCollection?: Pick<Collection<LabelModel>, 'getModelsArray'>;
  };
  readonly WAWebLaunchSocketUtils: { refreshQR?(): unknown };
  readonly WAWebLinkDeviceEvents: { readonly WAWebLinkDeviceEvents?: Emitter };
  readonly WAWebListsGatingUtils: { isListsEnabled?(): unknown };
  readonly WAWebStreamModel: {
    readonly Stream?: { readonly available?: unknown; markUnavailable?(): unknown };
  };
  readonly WAWebUnpairDeviceJob: {
    unpairDevice?(reason: string): Promise<{ readonly status?: unknown } | undefined>;
  };
  readonly WAWebConnModel: {
    readonly Conn?: {
      readonly pushname?: unknown;
      readonly platform?: unknown;
      readonly isSMB?: unknown;
    };
  };
  readonly WAWebDBOutContactDatabaseApi: {
    getAllOutContacts?(): Promise<readonly OutContactRow[]>;
  };
  /** Reads the page's own database. */
  readonly WAWebGetCollectionVersion: {
    bulkGetCollectionVersionsInTransaction?(
      names: readonly string[],
    ): Promise<readonly ({ readonly version?: unknown } | undefined)[]>;
  };
  readonly WAWebGroupMetadataCollection: WithDefault<GroupMetadataCollection>;
  readonly WAWebGroupQueryGroupJob: {
    queryGroupJob?(id: Wid, context: 'interactive'): Promise<GroupAnswer>;
  };
  readonly WAWebGroupQueryJob: { queryAllGroups?(): Promise<readonly AnsweredGroup[]> };
  readonly WAWebSchemaLabelAssociation: {
    getLabelAssociationTable?(): { count?(): Promise<unknown> };
  };
  readonly WAWebSchemaParticipant: {
    getParticipantTable?(): {
      bulkGet?(ids: readonly string[]): Promise<readonly (MemberRow | undefined)[]>;
    };
  };
  readonly WAWebSocketModel: { readonly Socket: Socket };
  readonly WAWebSyncBootstrap: WithDefault<{
    isSyncDBootstrapGroupMetadataQueryInProcess(): unknown;
    isSyncDBootstrapInProcess?(): unknown;
  }>;
  readonly WAWebSyncdCollectionsStateMachine: WithDefault<{
    readonly collectionStates: { get(name: string): { readonly state?: unknown } | undefined };
  }>;
  readonly WAWebUserPrefsHistorySync: {
    getHistorySyncStatus?(): { readonly recentCompleted?: unknown } | null | undefined;
  };
  readonly WAWebUserPrefsMultiDevice: {
    /** Undefined until WhatsApp has answered with the blocklist once. */
    getBlocklistHash?(): unknown;
  };
  readonly WAWebUserPrefsMeUser: {
    getMaybeMePnUser(): Wid | null | undefined;
    getMaybeMeLidUser(): Wid | null | undefined;
  };
  readonly WAWebWidFactory: { createWid(text: string): Wid };
};

export type ModuleName = keyof PageModules;

export type PageWindow = {
  /** Throws on a name that it does not know. */
  require<Name extends ModuleName>(name: Name): PageModules[Name];
  readonly Debug?: { readonly VERSION?: unknown };
  readonly location: { readonly search: string };
  readonly document: { querySelector(selector: string): unknown };
};

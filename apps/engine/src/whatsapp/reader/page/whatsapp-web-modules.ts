// The modules of WhatsApp Web that the reader uses, and the window that gives them. See whatsapp-web.ts.

import type {
  AnsweredGroup,
  ChatModel,
  Collection,
  ContactModel,
  GroupAnswer,
  GroupMetadataCollection,
  LabelModel,
  MemberRow,
  OutContactRow,
  Wid,
} from './whatsapp-web.ts';

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

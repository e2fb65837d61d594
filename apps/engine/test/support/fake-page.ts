import { GROUP_FACTS, TEXT_FIELDS } from '@grabber/contracts/contact-fields';
import type { ReadDocument, ReadKind } from '@grabber/contracts/engine/reading';
import { vi } from 'vitest';
import type { ReadChunk } from '../../src/reading/account-reader.ts';
import { foldLines } from '../../src/reading/fold-lines.ts';
import { readLines } from '../../src/reading/read-lines.ts';
import { createReader } from '../../src/whatsapp/reader/page/reader.ts';
import { unpackChunk } from '../../src/whatsapp/reader/unpack-chunk.ts';

export type Wid = { user: string; server: string; device?: number };
type Entry = {
  id: unknown;
  name?: string;
  pushname?: string;
  username?: unknown;
  displayNameLID?: unknown;
  phoneNumber?: unknown;
  textStatusString?: unknown;
  isBusiness?: unknown;
  isEnterprise?: unknown;
  isSmb?: unknown;
  verifiedLevel?: unknown;
  isUsernameContact?: boolean;
  isAddressBookContact?: number;
  labels?: unknown;
};
type Metadata = {
  subject?: unknown;
  stale?: boolean;
  size?: number | undefined;
  owner?: unknown;
  isParentGroup?: boolean;
  defaultSubgroup?: boolean;
  creation?: unknown;
  restrict?: unknown;
  memberAddMode?: unknown;
  membershipApprovalMode?: unknown;
  suspended?: unknown;
  terminated?: unknown;
  ephemeralDuration?: unknown;
  subjectTime?: unknown;
  descTime?: unknown;
  participants: { getModelsArray(): object[]; iAmMember?(): boolean };
  pastParticipants?: { getModelsArray(): object[] };
};
type Chat = {
  id: unknown;
  name?: string;
  isReadOnly?: boolean;
  createdLocally?: boolean;
  t?: unknown;
  archive?: unknown;
  isLocked?: unknown;
  muteExpiration?: unknown;
  labels?: unknown;
  groupMetadata?: Metadata;
};

/** The data of the page; missing parts are empty. */
export type FakePage = {
  entries?: Entry[];
  chats?: Chat[];
  me?: { phone?: Wid; lid?: Wid };
  lidOf?(wid: Wid): Wid | null;
  phoneOf?(wid: Wid): Wid | null;
  /** What it missed was not delivered yet. */
  isBehind?: boolean;
  /** Its collections are being restored. */
  isRestoring?: boolean;
  /** Absent: a page without labels. */
  labels?: FakeLabels;
  pictures?: { id: unknown; eurl?: string }[];
  /** Rows of the page's database, by the id of the group. */
  rows?: Readonly<Record<string, object>>;
  /** WhatsApp's answers to the queries for all groups and for one. */
  allGroups?(): Promise<unknown>;
  oneGroup?(wid: Wid): Promise<unknown>;
  /** People of the address book without WhatsApp, in the page's database. */
  outContacts?(): Promise<unknown>;
  /** Collections of the app state that the page has applied, beside the address book. */
  applied?: readonly string[];
  /** What the page must not be asked for. */
  update?(wid: Wid): Promise<unknown>;
};

/** The labels of a page, and what it says of them. By default it has all of them, of a business account. */
export type FakeLabels = {
  models: object[];
  isSMB?: unknown;
  isListsEnabled?(): unknown;
  /** Of their collection in the app state. */
  state?: string;
  version?: number | null;
  /** How many the page's database holds for chats and persons. */
  countGiven?(): Promise<unknown>;
};

export function wid(text: string): Wid {
  const [, user = '', device, server = ''] = /^([^:@]*)(?::(\d+))?@(.*)$/.exec(text) ?? [];
  return device === undefined ? { user, server } : { user, server, device: Number(device) };
}

export function member(text: string, role: { isAdmin?: boolean; isSuperAdmin?: boolean } = {}) {
  return { id: wid(text), isAdmin: false, isSuperAdmin: false, ...role };
}

/** A member, an entry or a chat of which one property cannot be read. */
export function throwing(property: string): object {
  return Object.defineProperty({}, property, {
    enumerable: true,
    get() {
      throw new TypeError('not today');
    },
  });
}

export function groupChat(id: string, members: object[], more: Partial<Metadata> = {}): Chat {
  const participants = { getModelsArray: () => members };
  const groupMetadata = { stale: false, size: members.length, participants, ...more };
  return { id: wid(id), name: `Grup ${id}`, groupMetadata };
}

/** Reads the fake page with the code that the engine puts into real pages, and folds the read. */
export async function readFakePage(
  page: FakePage,
  {
    kind = 'all' as ReadKind,
    queryGroups = false,
    knownGroups = { chatless: [] as string[], left: [] as string[] },
    withoutWhatsApp = false,
    lockedChats = false,
    limits = { concurrency: 2, timeoutMs: 1_000, budget: 100, timeMs: 5_000 },
    /** Called with each chunk that the page answers. */
    onChunk = (_: ReadChunk) => {},
  } = {},
): Promise<ReadDocument> {
  vi.stubGlobal('window', { require: (name: string) => modulesOf(page)[name] });
  const wanted = { queryGroups, withoutWhatsApp, lockedChats };
  const asked = { kind, ...wanted, knownGroups, limits, settleMs: 0 };
  const inPage = await createReader({ ...asked, texts: TEXT_FIELDS, facts: GROUP_FACTS });
  const reader = {
    header: async () => JSON.parse(inPage.header()),
    async next() {
      const chunk = unpackChunk(await inPage.next());
      onChunk(chunk);
      return chunk;
    },
    close: async () => inPage.close(),
  };
  const { signal } = new AbortController();
  const options = { sessionId: 'fake', kind, signal, isRefresh: queryGroups, withoutWhatsApp };
  return foldLines(readLines(reader, options));
}

function modulesOf(page: FakePage): Record<string, object> {
  const { entries = [], chats = [], me = { phone: wid('6280000@c.us') } } = page;
  const keyOf = ({ user, server }: Wid) => `${user}@${server}`;
  const collection = (models: { id: unknown }[]) => ({
    getModelsArray: () => models,
    get: (id: Wid) => models.find((model) => isSame(model, id)),
  });
  const isSame = (model: { id: unknown }, id: Wid) => {
    try {
      return keyOf(model.id as Wid) === keyOf(id);
    } catch {
      return false;
    }
  };
  return {
    ...labelModulesOf(page),
    WAWebSocketModel: { Socket: { state: 'CONNECTED', stream: 'CONNECTED', hasSynced: true } },
    WAWebBackendEventBus: { BackendEventBus: { isOfflineDeliveryEnd: !page.isBehind } },
    WAWebAppTracker: { AppTracker: { isRunning: () => page.isRestoring === true } },
    ...appStateOf(page),
    WAWebUserPrefsHistorySync: { getHistorySyncStatus: () => ({ recentCompleted: true }) },
    WAWebSyncBootstrap: { default: { isSyncDBootstrapGroupMetadataQueryInProcess: () => false } },
    WAWebUserPrefsMeUser: {
      getMaybeMePnUser: () => me.phone ?? null,
      getMaybeMeLidUser: () => me.lid ?? null,
    },
    WAWebWidFactory: { createWid: wid },
    WAWebApiContact: {
      getCurrentLid: (id: Wid) => page.lidOf?.(id) ?? null,
      getPhoneNumber: (id: Wid) => page.phoneOf?.(id) ?? null,
    },
    WAWebSchemaParticipant: {
      getParticipantTable: () => ({
        bulkGet: async (ids: string[]) => ids.map((id) => page.rows?.[id]),
      }),
    },
    WAWebDBOutContactDatabaseApi: { getAllOutContacts: page.outContacts },
    WAWebGroupQueryJob: { queryAllGroups: page.allGroups },
    WAWebGroupQueryGroupJob: { queryGroupJob: page.oneGroup },
    WAWebCollections: {
      Contact: collection(entries),
      Chat: collection(chats),
      Blocklist: collection([]),
      ProfilePicThumb: collection(page.pictures ?? []),
      WAWebGroupMetadataCollection: {
        get: () => undefined,
        update: page.update,
        find: page.update,
      },
    },
  };
}

function appStateOf({ labels, applied = [] }: FakePage): Record<string, object> {
  const names = ['critical_unblock_low', ...applied];
  const states = new Map(names.map((name) => [name, { state: 'UpToDate' }]));
  const versions: Record<string, number | null> = Object.fromEntries(names.map((n) => [n, 1]));
  if (labels) {
    states.set('regular', { state: labels.state ?? 'UpToDate' });
    versions.regular = labels.version === undefined ? 1 : labels.version;
  }
  return {
    WAWebSyncdCollectionsStateMachine: { default: { collectionStates: states } },
    WAWebGetCollectionVersion: {
      bulkGetCollectionVersionsInTransaction: async (names: string[]) =>
        names.map((name) => ({ version: versions[name] })),
    },
  };
}

function labelModulesOf({ labels }: FakePage): Record<string, object> {
  if (!labels) return {};
  const { models, isSMB = true, isListsEnabled = () => false } = labels;
  const { countGiven: count = async () => 0 } = labels;
  return {
    WAWebConnModel: { Conn: { isSMB } },
    WAWebListsGatingUtils: { isListsEnabled },
    WAWebLabelCollection: { LabelCollection: { getModelsArray: () => models } },
    WAWebSchemaLabelAssociation: { getLabelAssociationTable: () => ({ count }) },
  };
}

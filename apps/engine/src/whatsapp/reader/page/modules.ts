// Runs inside WhatsApp Web. The modules that the reader uses, by name, and the missing ones.

import type { MissingMember } from '../../connection.ts';
import { LIBRARY_MEMBERS } from '../../library/library-members.ts';
import type { GroupMetadataCollection } from './whatsapp-web.ts';
import type { ModuleName, PageModules, PageWindow } from './whatsapp-web-modules.ts';

declare const window: PageWindow;

type Blocks = MissingMember['blocks'];

/** A module of the page. Throws on a name that the page does not know. */
export function pageModule<Name extends ModuleName>(name: Name): PageModules[Name] {
  return window.require(name);
}

/** A module of the page, or null. A changed page may lack any of its members. */
export function moduleOrNull<Name extends ModuleName>(
  name: Name,
): Partial<PageModules[Name]> | null {
  try {
    return window.require(name) ?? null;
  } catch {
    return null;
  }
}

/** A module that exports a default alone: `require` answers the default itself, or an object that has it. */
export function defaultOf<Exports extends object>(
  module: (Partial<Exports> & { readonly default?: Exports }) | null,
): Partial<Exports> | null {
  return module?.default ?? module;
}

const ALL: Blocks = ['groups', 'contacts'];
const CONTACTS: Blocks = ['contacts'];
const PAIRING: Blocks = ['pairing'];
/** Reads go on without it, and hold less. */
const NONE: Blocks = [];

/** A module or a member of one, with the reads that cannot work without it. */
export type UsedMember = readonly [blocks: Blocks, module: ModuleName, ...path: string[]];

export const USED_MEMBERS: readonly UsedMember[] = [
  [ALL, 'WAWebSocketModel', 'Socket'],
  [ALL, 'WAWebUserPrefsMeUser', 'getMaybeMePnUser'],
  [ALL, 'WAWebUserPrefsMeUser', 'getMaybeMeLidUser'],
  [ALL, 'WAWebWidFactory', 'createWid'],
  [ALL, 'WAWebApiContact', 'getCurrentLid'],
  [ALL, 'WAWebApiContact', 'getPhoneNumber'],
  [ALL, 'WAWebCollections', 'Contact', 'get'],
  // Names of members come from them, and snapshots hold them.
  [ALL, 'WAWebCollections', 'Contact', 'getModelsArray'],
  [ALL, 'WAWebCollections', 'Chat', 'getModelsArray'],
  [CONTACTS, 'WAWebCollections', 'Blocklist', 'getModelsArray'],
  [NONE, 'WAWebCollections', 'ProfilePicThumb', 'getModelsArray'],
  // Without them no labels are read.
  [NONE, 'WAWebLabelCollection', 'LabelCollection', 'getModelsArray'],
  [NONE, 'WAWebListsGatingUtils', 'isListsEnabled'],
  [NONE, 'WAWebSchemaLabelAssociation', 'getLabelAssociationTable'],
  // Without it members are read from memory alone.
  [NONE, 'WAWebSchemaParticipant', 'getParticipantTable'],
  // Without it people without WhatsApp are not read.
  [NONE, 'WAWebDBOutContactDatabaseApi', 'getAllOutContacts'],
  // Without them WhatsApp is not asked for groups.
  [NONE, 'WAWebGroupQueryJob', 'queryAllGroups'],
  [NONE, 'WAWebGroupQueryGroupJob', 'queryGroupJob'],
  // Without them no listing is complete.
  [NONE, 'WAWebBackendEventBus', 'BackendEventBus', 'isOfflineDeliveryEnd'],
  [NONE, 'WAWebAppTracker', 'AppTracker', 'isRunning'],
  [NONE, 'WAWebSyncdCollectionsStateMachine', 'collectionStates', 'get'],
  [NONE, 'WAWebGetCollectionVersion', 'bulkGetCollectionVersionsInTransaction'],
  [NONE, 'WAWebUserPrefsHistorySync', 'getHistorySyncStatus'],
  [NONE, 'WAWebSyncBootstrap', 'isSyncDBootstrapGroupMetadataQueryInProcess'],
  // Without it a blocklist that is late counts as empty.
  [NONE, 'WAWebUserPrefsMultiDevice', 'getBlocklistHash'],
];

/** While it shows a QR code, while the linked account syncs, and after that, also while it restores its storage. */
export type PagePhase = 'pairing' | 'syncing' | 'connected';

/** A build has the member at one of these places. */
type Places = readonly (readonly [ModuleName, ...string[]])[];

/**
 * Members with which the engine keeps a session, and unlinks it, by when the page must have them: a linked page may
 * never load the modules of the QR screen. The library's own are in library-members.ts.
 */
export const SESSION_MEMBERS: Readonly<Record<'always' | 'pairing' | 'linked', readonly Places[]>> =
  {
    always: [
      [['WAWebSocketModel', 'Socket', 'state']],
      [['WAWebSocketModel', 'Socket', 'stream']],
      [['WAWebSocketModel', 'Socket', 'hasSynced']],
      [['WAComms', 'isCommsInitialized']],
      [['WAWebCmd', 'Cmd', 'on']],
    ],
    pairing: [
      [
        ['WAWebBackendEventBus', 'BackendEventBus', 'triggerRefreshQR'],
        ['WAWebLaunchSocketUtils', 'refreshQR'],
        ['WAWebCmd', 'Cmd', 'refreshQR'],
      ],
      [['WAWebAltDeviceLinkingApi', 'getCurrentHelloCached']],
    ],
    linked: [
      [['WAWebSocketModel', 'Socket', 'logout']],
      [['WAWebUnpairDeviceJob', 'unpairDevice']],
      [['WAComms', 'maybeResetSocketLoop']],
      [['WAWebStreamModel', 'Stream', 'available']],
      [['WAWebStreamModel', 'Stream', 'markUnavailable']],
      [['WAWebConnModel', 'Conn', 'pushname']],
      [['WAWebConnModel', 'Conn', 'isSMB']],
    ],
  };

/** Members of the collection that has two names. */
export const GROUP_METADATA_MEMBERS: readonly (keyof GroupMetadataCollection)[] = ['get'];

/** The members that the engine uses in this phase, and that WhatsApp Web does not have. */
export function missingMembers(phase: PagePhase): MissingMember[] {
  const missing = new Map<string, Blocks>();
  const note = (name: string, blocks: Blocks) => {
    const before = missing.get(name) ?? [];
    missing.set(name, [...new Set([...before, ...blocks])]);
  };
  const { always, pairing, linked } = SESSION_MEMBERS;
  for (const places of [...always, ...(phase === 'pairing' ? pairing : linked)]) {
    const missingParts = places.map(missingPartOf);
    if (!missingParts.includes(null)) note(missingParts[0] ?? '', NONE);
  }
  if (phase === 'pairing') {
    for (const [step, ...place] of LIBRARY_MEMBERS) {
      const missingPart = step === 'pairing' ? missingPartOf(place) : null;
      if (missingPart !== null) note(missingPart, PAIRING);
    }
  }
  if (phase === 'connected') noteReaderMembers(note);
  return [...missing].map(([name, blocks]) => ({ name, blocks }));
}

function noteReaderMembers(note: (name: string, blocks: Blocks) => void): void {
  for (const [blocks, ...place] of USED_MEMBERS) {
    const missingPart = missingPartOf(place);
    if (missingPart !== null) note(missingPart, blocks);
  }
  for (const member of GROUP_METADATA_MEMBERS) {
    if (typeof groupMetadataCollection()?.[member] !== 'function') {
      note(`WAWebCollections.WAWebGroupMetadataCollection.${member}`, NONE);
    }
  }
}

/** The first part of the place that is not there, from its module on; null if all of it is. */
function missingPartOf([name, ...path]: readonly [string, ...string[]]): string | null {
  const module = moduleOrNull(name as ModuleName) as
    | (object & { readonly default?: object })
    | null;
  const [first = ''] = path;
  let value: unknown = module && !(first in module) ? defaultOf(module) : module;
  let label = name;
  for (const member of path) {
    if (value === null || value === undefined) break;
    label = `${label}.${member}`;
    if (isDeclared(value, member)) return null;
    value = (value as Record<string, unknown>)[member];
  }
  return value === null || value === undefined ? label : null;
}

/** A property that the class of a model declares is there, also while it has no value. */
function isDeclared(value: unknown, member: string): boolean {
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, member)) return false;
  for (let type = Object.getPrototypeOf(value); type !== null; type = Object.getPrototypeOf(type)) {
    if (Object.getOwnPropertyDescriptor(type, member)?.get !== undefined) return true;
  }
  return false;
}

/** WhatsApp Web has had it under two names, and has it as a module of its own. */
export function groupMetadataCollection(): GroupMetadataCollection | null {
  const collections = moduleOrNull('WAWebCollections');
  const known = collections?.WAWebGroupMetadataCollection ?? collections?.GroupMetadata;
  const own = defaultOf(moduleOrNull('WAWebGroupMetadataCollection'));
  return known ?? (typeof own?.get === 'function' ? (own as GroupMetadataCollection) : null);
}

/** The version of WhatsApp Web; null until its scripts run. */
export function pageVersion(): string | null {
  const version = window.Debug?.VERSION;
  return typeof version === 'string' ? version : null;
}

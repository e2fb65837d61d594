// @ts-nocheck
// Runs inside WhatsApp Web. The modules that the reader uses, looked up by name, and what is missing.

/** A module of the page, or null: the page's own require throws on names that it does not know. */
export function moduleOrNull(name) {
  try {
    return window.require(name) ?? null;
  } catch {
    return null;
  }
}

const ALL = ['groups', 'contacts'];
const CONTACTS = ['contacts'];
/** Reads do without it, and say less. */
const NONE = [];

/** Every module and member that the reader uses, with the reads that it is vital for. */
export const USED_MEMBERS = [
  [ALL, 'WAWebSocketModel', 'Socket'],
  [ALL, 'WAWebUserPrefsMeUser', 'getMaybeMePnUser'],
  [ALL, 'WAWebUserPrefsMeUser', 'getMaybeMeLidUser'],
  [ALL, 'WAWebWidFactory', 'createWid'],
  [ALL, 'WAWebApiContact', 'getCurrentLid'],
  [ALL, 'WAWebApiContact', 'getPhoneNumber'],
  [ALL, 'WAWebContactGetters', 'getName'],
  [ALL, 'WAWebContactGetters', 'getPushname'],
  [ALL, 'WAWebContactGetters', 'getVerifiedName'],
  [CONTACTS, 'WAWebContactGetters', 'getShortName'],
  [CONTACTS, 'WAWebFrontendContactGetters', 'getIsMyContact'],
  [ALL, 'WAWebCollections', 'Contact', 'get'],
  // Groups are named by them, and snapshots hold them.
  [ALL, 'WAWebCollections', 'Contact', 'getModelsArray'],
  [ALL, 'WAWebCollections', 'Chat', 'getModelsArray'],
  [CONTACTS, 'WAWebCollections', 'Blocklist', 'get'],
  [NONE, 'WAWebCollections', 'ProfilePicThumb', 'get'],
  [NONE, 'WAWebLidMigrationUtils', 'toPn'],
];

/** Of a collection with two names. */
export const GROUP_METADATA_MEMBERS = ['get', 'update'];

/** What WhatsApp Web no longer has, by name, as `WAWebCollections.Contact.get`. */
export function missingMembers() {
  const missing = new Map();
  const note = (name, blocks) => {
    const before = missing.get(name) ?? [];
    missing.set(name, [...new Set([...before, ...blocks])]);
  };
  for (const [blocks, name, ...path] of USED_MEMBERS) {
    let value = moduleOrNull(name);
    let label = name;
    for (const member of path) {
      if (value === null || value === undefined) break;
      value = value[member];
      label = `${label}.${member}`;
    }
    if (value === null || value === undefined) note(label, blocks);
  }
  for (const member of GROUP_METADATA_MEMBERS) {
    if (typeof groupMetadataCollection()?.[member] !== 'function') {
      note(`WAWebCollections.GroupMetadata.${member}`, NONE);
    }
  }
  return [...missing].map(([name, blocks]) => ({ name, blocks }));
}

/** WhatsApp Web has had it under two names. */
export function groupMetadataCollection() {
  const collections = moduleOrNull('WAWebCollections');
  return collections?.GroupMetadata ?? collections?.WAWebGroupMetadataCollection ?? null;
}

// Runs inside WhatsApp Web. The modules that the reader uses, looked up by name, and what is missing.

/** A module of the page, or null: the page's own require throws on names that it does not know. */
export function moduleOrNull(name) {
  try {
    return window.require(name) ?? null;
  } catch {
    return null;
  }
}

/** Every module and member that a read of groups or contacts cannot do without. */
const REQUIRED_MEMBERS = [
  ['WAWebSocketModel', 'Socket'],
  ['WAWebUserPrefsMeUser', 'getMaybeMePnUser'],
  ['WAWebUserPrefsMeUser', 'getMaybeMeLidUser'],
  ['WAWebWidFactory', 'createWid'],
  ['WAWebApiContact', 'getCurrentLid'],
  ['WAWebApiContact', 'getPhoneNumber'],
  ['WAWebContactGetters', 'getName'],
  ['WAWebContactGetters', 'getShortName'],
  ['WAWebContactGetters', 'getPushname'],
  ['WAWebContactGetters', 'getVerifiedName'],
  ['WAWebFrontendContactGetters', 'getIsMyContact'],
  ['WAWebCollections', 'Contact', 'getModelsArray'],
  ['WAWebCollections', 'Contact', 'get'],
  ['WAWebCollections', 'Chat', 'getModelsArray'],
  ['WAWebCollections', 'Blocklist', 'get'],
  ['WAWebCollections', 'ProfilePicThumb', 'get'],
];

/** The names of what WhatsApp Web no longer has, as `WAWebCollections.Contact.get`. */
export function missingMembers() {
  const missing = new Set();
  for (const [name, ...path] of REQUIRED_MEMBERS) {
    let value = moduleOrNull(name);
    let label = name;
    for (const member of path) {
      if (value === null || value === undefined) break;
      value = value[member];
      label = `${label}.${member}`;
    }
    if (value === null || value === undefined) missing.add(label);
  }
  if (typeof groupMetadataCollection()?.update !== 'function') {
    missing.add('WAWebCollections.GroupMetadata.update');
  }
  return [...missing];
}

/** WhatsApp Web has had it under two names. */
export function groupMetadataCollection() {
  const collections = moduleOrNull('WAWebCollections');
  return collections?.GroupMetadata ?? collections?.WAWebGroupMetadataCollection ?? null;
}

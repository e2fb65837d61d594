import { declareProperties, Model } from './emitter.js';

/**
 * An entry of the contact collection: a person under one address, or a group, list or channel. A new
 * property has two places here, `contactFields` and `serialize`, and one in the tests,
 * test/testing/read-account.js.
 */
export class Contact extends Model {
  #blocklist = null;

  constructor(fields) {
    super();
    this.fill(fields);
  }

  setBlocklist(blocklist) {
    this.#blocklist = blocklist;
  }

  /** Whether this entry counts as blocked. The list may hold the person's other address. */
  get isContactBlocked() {
    return this.#blocklist ? this.#blocklist.get(this.id) !== undefined : undefined;
  }

  get isUser() {
    return this.id.isUser();
  }

  get isGroup() {
    return this.id.isGroup();
  }

  /** The fields, and about the size, of a contact that the real page serialises. */
  serialize() {
    const serialized = {
      id: this.id,
      name: this.name,
      shortName: this.shortName,
      pushname: this.pushname,
      type: this.type,
      phoneNumber: this.phoneNumber,
      verifiedName: this.verifiedName,
      verifiedLevel: this.verifiedLevel,
      isBusiness: this.isBusiness,
      isEnterprise: this.isEnterprise,
      isSmb: this.isSmb,
      isAddressBookContact: this.isAddressBookContact,
      isContactSyncCompleted: 1,
      isContactOptedOut: false,
      username: this.username,
      isUsernameContact: this.isUsernameContact,
      displayNameLID: this.displayNameLID,
      syncToAddressbook: this.isAddressBookContact === 1,
      statusMute: false,
      sectionHeader: this.sectionHeader,
      labels: this.labels,
      textStatusString: this.textStatusString,
      privacyMode: null,
      disappearingModeDuration: 0,
      textStatusLastUpdateTime: -1,
      textStatusEphemeralDuration: 0,
      stale: false,
    };
    if (this.paddedBytes) pad(serialized, this.paddedBytes);
    return serialized;
  }
}

// `isAddressBookContact` is not declared: it is an own property, where the page knows it (WAWebContactModel).
declareProperties(Contact, [
  'id',
  'name',
  'shortName',
  'pushname',
  'type',
  'phoneNumber',
  'verifiedName',
  'verifiedLevel',
  'isBusiness',
  'isEnterprise',
  'isSmb',
  'username',
  'isUsernameContact',
  'displayNameLID',
  'sectionHeader',
  'labels',
  'textStatusString',
]);

function pad(serialized, bytes) {
  const missing = bytes - JSON.stringify(serialized).length;
  if (missing > 0) serialized.padding = '.'.repeat(missing);
}

/** The fields of a person's entry under one of its addresses. */
export function contactFields(person, id) {
  // Both entries of a person have the same names, and both are of the address book (WAWebLidAwareContactsDB).
  const { isSaved } = person;
  // A saved person without a name has an empty one (WAWebContactSync). A name that came with a chat is there
  // although `isAddressBookContact` is 0.
  const name = person.addressBookName ?? (isSaved ? '' : undefined);
  return {
    id,
    type: 'in',
    name,
    shortName: isSaved ? (person.shortName ?? '') : undefined,
    pushname: person.pushName ?? undefined,
    phoneNumber: id.isLid() && person.lidEntryHasPhone ? (person.phoneWid ?? undefined) : undefined,
    verifiedName: person.verifiedName ?? undefined,
    textStatusString: person.about ?? undefined,
    // WAWebBusinessProfileTypes: 1 is low, 2 is high. Who is no business has none.
    verifiedLevel: person.isBusiness ? (person.isVerified ? 2 : 1) : undefined,
    isBusiness: person.isBusiness,
    isEnterprise: person.isEnterprise,
    isSmb: person.isBusiness && !person.isEnterprise,
    username: person.username ?? undefined,
    displayNameLID: person.maskedNumber ?? undefined,
    // On both entries of a person whose phone is known (WAWebContactsDbLidMigrationUtils).
    isUsernameContact: person.savedByUsername,
    isAddressBookContact: isSaved ? 1 : 0,
    sectionHeader: name?.[0]?.toUpperCase(),
  };
}

/** The entry for a group, a broadcast list, a channel or the status feed. */
export function otherContactFields(id, name) {
  return { id, type: 'in', name, isBusiness: false, isEnterprise: false, isAddressBookContact: 0 };
}

import { keyOf } from '../models/collection.js';
import { createWid, createWidFromWidLike, userWidOf, Wid } from '../models/wid.js';

/**
 * What a client needs to read contacts: addresses, the LID↔phone cache and the contacts' getters.
 */
export function contactModules(page) {
  const { directory, outContacts, queries } = page;
  const logLine = () => queries.note('log_lines');
  const logUnknown = (wid) => {
    if (wid === undefined) logLine();
    return wid;
  };
  return {
    WAWebWidFactory: {
      // Logs what is no text; another Wid works nevertheless.
      createWid(value) {
        if (typeof value !== 'string') logLine();
        return createWid(value);
      },
      createWidFromWidLike,
      createUserWid: createWid,
      createUserWidOrThrow: createWid,
      isWidlike: (value) =>
        value instanceof Wid || (value?.user !== undefined && value?.server !== undefined),
      asUserWidOrThrow: userWidOf,
      toUserWid: userWidOf,
    },
    WAWebUserPrefsMeUser: {
      getMaybeMePnUser: () => directory.own()?.phoneWid ?? null,
      getMaybeMeLidUser: () =>
        page.options.own_lid_unknown ? null : (directory.own()?.lidWid ?? null),
      getMaybeMeUser: () => directory.own()?.phoneWid ?? null,
      isMeAccount: (wid) => directory.isOwn(wid),
    },
    WAWebApiContact: {
      getAlternateUserWid: directory.alternateOf,
      getCurrentLid(wid) {
        if (wid.isLid()) logLine();
        return directory.lidOf(wid);
      },
      getPhoneNumber(wid) {
        if (!wid.isLid()) throw new Error('not a LID');
        return directory.phoneOf(wid);
      },
    },
    WAWebLidMigrationUtils: {
      toPn: (wid) => logUnknown(wid.isUser() ? directory.phoneOf(wid) : undefined),
      toLid: (wid) => logUnknown(wid.isUser() ? directory.lidOf(wid) : undefined),
    },
    WAWebContactGetters: contactGetters(directory),
    WAWebFrontendContactGetters: {
      // A name makes a person "my contact", wherever it came from; the own entry, too.
      getIsMyContact: memoised(
        ({ id, name, isUsernameContact }) =>
          id.isUser() && (Boolean(name) || isUsernameContact === true),
      ),
      getUsername: memoised(({ username }) => username),
      getIsUsernameContact: memoised(({ isUsernameContact }) => isUsernameContact),
      getFormattedName: displayName,
      getDisplayName: displayName,
      getFormattedPhone: (contact) => `+${contact.id.user}`,
    },
    WAWebOutContactCollection: { OutContactCollection: outContacts.collection },
    WAWebDBOutContactDatabaseApi: { getAllOutContacts: outContacts.rows },
    WAWebPhoneUtils: { formattedPhoneNumber: (id) => `+${String(id).split('@')[0]}` },
    WAWebQueryExistsJob: {
      async queryWidExists(wid) {
        await queries.ask('exists', keyOf(wid));
        return directory.personOf(keyOf(wid)) ? { wid: userWidOf(wid) } : null;
      },
    },
    WAWebContactStatusBridge: {
      async getStatus({ wid }) {
        await queries.ask('status_text', keyOf(wid));
        return { id: wid, status: 'Ada' };
      },
    },
  };
}

/**
 * The real getters keep a result for each entry and revision, without a bound (WAWebGetters), and throw for an
 * entry without an id.
 */
function memoised(getter) {
  const results = new Map();
  return (contact) => {
    const key = contact.id.toString();
    const known = results.get(key);
    if (known?.revision === contact.revisionNumber) return known.value;
    const value = getter(contact);
    results.set(key, { revision: contact.revisionNumber, value });
    return value;
  };
}

function contactGetters(directory) {
  const id = (contact) => contact.id;
  const getters = {
    getIsMe: (contact) => directory.isOwn(id(contact)),
    getIsUser: (contact) => id(contact).isUser(),
    getIsGroup: (contact) => id(contact).isGroup(),
    getIsBroadcast: (contact) => id(contact).isBroadcast(),
    getIsNewsletter: (contact) => id(contact).isNewsletter(),
    getIsStatus: (contact) => id(contact).isStatus(),
    getIsPSA: () => false,
    getIsWAContact: (contact) => id(contact).isUser() && !directory.isOwn(id(contact)),
    getUserid: (contact) => id(contact).user,
    getVerifiedName: (contact) => contact.verifiedName,
    getVerifiedLevel: (contact) => contact.verifiedLevel,
    getStatusMute: () => false,
    getName: (contact) => contact.name,
    getShortName: (contact) => contact.shortName,
    getPushname: (contact) => contact.pushname,
    getIsBusiness: (contact) => contact.isBusiness,
    getIsEnterprise: (contact) => contact.isEnterprise,
    getPhoneNumber: (contact) => contact.phoneNumber,
  };
  return Object.fromEntries(
    Object.entries(getters).map(([name, getter]) => [name, memoised(getter)]),
  );
}

function displayName(contact) {
  return contact.name ?? contact.verifiedName ?? contact.pushname ?? `+${contact.id.user}`;
}

import { createWid } from './models/wid.js';

/** The bits of a person's flags, as the server packs them. */
const FLAGS = {
  hasPhoneEntry: 1,
  hasLidEntry: 2,
  lidEntryHasPhone: 4,
  isSaved: 8,
  isBusiness: 16,
  isEnterprise: 32,
  isBlocked: 64,
  hasChat: 128,
  chatUnderLid: 256,
  isVerified: 512,
  savedByUsername: 16_384,
  isHosted: 32_768,
};

/** Unpacks a person from the server's tuple; `names` are those of the texts at its end. */
export function unpackPerson(tuple, names) {
  const [index, flags, phone, lid, picture, olderLids, chat, labels, ...texts] = tuple;
  const person = {
    index,
    picture,
    chat,
    labels,
    olderLidWids: olderLids.map((user) => createWid(`${user}@lid`)),
  };
  for (let n = 0; n < names.length; n += 1) person[names[n]] = texts[n];
  for (const [name, bit] of Object.entries(FLAGS)) person[name] = (flags & bit) !== 0;
  person.phoneWid = phone === null ? null : createWid(`${phone}@c.us`);
  person.lidWid = lid === null ? null : createWid(`${lid}@lid`);
  return person;
}

/** The addresses under which the contact collection lists the person: LIDs first, older ones before. */
export function entryWids(person) {
  return [
    ...person.olderLidWids,
    person.hasLidEntry && entryWid(person, person.lidWid, 'hosted.lid'),
    person.hasPhoneEntry && entryWid(person, person.phoneWid, 'hosted'),
  ].filter(Boolean);
}

/** The device of WhatsApp's own servers (WAWebWid). */
const HOSTED_DEVICE = 99;

function entryWid({ isHosted }, wid, hostedServer) {
  return isHosted ? createWid(`${wid.user}:${HOSTED_DEVICE}@${hostedServer}`) : wid;
}

/** The address of the person's one-to-one chat. */
export function chatWid(person) {
  return person.chatUnderLid
    ? (person.lidWid ?? person.phoneWid)
    : (person.phoneWid ?? person.lidWid);
}

/** The address that carries the person's labels: that of the chat, else of an entry. */
export function labelWid(person) {
  return person.hasChat ? chatWid(person) : entryWids(person).at(-1);
}

/**
 * The address under which the person is blocked. Every other person with two addresses is blocked
 * under the one that is not listed. A reader that checks only one address misses it.
 */
export function blockWid(person) {
  const [first, second] =
    person.index % 2 ? [person.phoneWid, person.lidWid] : [person.lidWid, person.phoneWid];
  return first ?? second;
}

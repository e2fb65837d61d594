import type { AccountSpec } from './account-spec.ts';
import { participantRange } from './complete-spec.ts';
import { numbersOf } from './generate-numbers.ts';
import { labelsAt } from './labels.ts';
import { ODD_NAMES } from './odd-names.ts';
import { OWN_INDEX, type Person } from './person.ts';
import { businessName, fullName, pushName } from './person-names.ts';
import { NO_TEXTS } from './person-texts.ts';
import { createShare, createWalk, type Random } from './random.ts';

const NAMELESS_SHARE = 0.1;
const STRANGERS_BY_LID_SHARE = 0.5;
const STRANGER_SLOTS_PER_PERSON = 10;
/** Above every person's number, so that no other person has the LID. */
const OLDER_LID = 3_000_000;
/** By the person's number, so that they draw nothing from the random numbers; most persons have none. */
const STATUS_TEXTS = ['Ada', null, null, 'Sibuk, WA saja 🙏', null, null, '', null] as const;

/** One person in so many has a username. */
const USERNAME_EVERY = 7;
const NAME_FROM_CHAT_EVERY = 9;

/** The user, then `spec.contacts` contacts, then members of groups that the user does not know. */
export function generatePersons(spec: AccountSpec, random: Random): Person[] {
  const own: Person = {
    ...blankPerson(OWN_INDEX, spec),
    phone: spec.phone_number,
    hasLidEntry: true,
    pushName: 'Me',
    hasChat: true,
  };
  return [own, ...generateContacts(spec, random), ...generateStrangers(spec, random)];
}

function generateContacts(spec: AccountSpec, random: Random): Person[] {
  const share = (part: number) => createShare(spec.contacts, part, random);
  const identity = createIdentities(spec, random);
  const [saved, business, blocked] = [
    spec.saved_share,
    spec.business_share,
    spec.blocked_share,
  ].map(share);
  const hadOtherLid = share(spec.older_lids_share);
  const [chat, picture] = [spec.one_to_one_chat_share, spec.pictures_share].map(share);
  return Array.from({ length: spec.contacts }, (_, n) => {
    const isSaved = saved?.(n) ?? true;
    const person: Person = {
      ...blankPerson(n + 1, spec),
      labels: labelsAt(n + 1),
      isSaved,
      isBlocked: blocked?.(n) ?? false,
      hasChat: !isSaved || (chat?.(n) ?? false),
      ...names(n + 1, isSaved, business?.(n) ?? false, random),
    };
    identity(person, n);
    // What is saved of a person without a phone is the username (WAWebLidContactSync).
    if (isSaved && person.phone === null) {
      Object.assign(person, { username: usernameOf(person.index), savedByUsername: true });
    }
    if (hadOtherLid(n) && person.hasLidEntry && person.phone) {
      person.olderLids = [numbersOf(person.index + OLDER_LID, spec).lid];
    }
    if (picture?.(n)) person.picture = numbersOf(person.index, spec).picture;
    if (!isSaved) person.addressBookName = nameFromChat(person.index);
    if (spec.odd_names) nameOddly(person, ODD_NAMES[n]);
    return person;
  });
}

/** Decides under which of its two ids each contact appears, and what the page can resolve. */
function createIdentities(spec: AccountSpec, random: Random) {
  const rank = createWalk(spec.contacts, random);
  const lidOnly = Math.round(spec.contacts * spec.lid_only_share);
  const lidWithPhone = lidOnly + Math.round(spec.contacts * spec.lid_with_phone_share);
  const both = lidWithPhone + Math.round(spec.contacts * spec.double_share);
  const lidKnown = createShare(spec.contacts, spec.lid_known_share, random);
  return (person: Person, n: number) => {
    const place = rank(n);
    if (place < lidOnly) return knownByLidOnly(person);
    person.lidEntryHasPhone = n % 2 === 0;
    if (place < lidWithPhone)
      Object.assign(person, { hasPhoneEntry: false, hasLidEntry: true, chatUnderLid: true });
    else if (place < both) Object.assign(person, { hasLidEntry: true, chatUnderLid: true });
    else if (!lidKnown(n)) person.lid = null;
  };
}

function knownByLidOnly(person: Person): void {
  person.hiddenPhone = person.phone;
  Object.assign(person, {
    maskedNumber: person.phone && maskedNumber(person.phone),
    phone: null,
    hasPhoneEntry: false,
    hasLidEntry: true,
    chatUnderLid: true,
  });
}

function generateStrangers(spec: AccountSpec, random: Random): Person[] {
  const [least, most] = participantRange(spec);
  const slots =
    (spec.groups + spec.left_groups) * ((least + most) / 2) * spec.non_contact_members_share;
  const missing = Math.max(0, most - spec.contacts);
  const perGroup = Math.max(missing, Math.ceil(most * spec.non_contact_members_share));
  const count =
    spec.groups + spec.left_groups
      ? Math.max(perGroup, Math.ceil(slots / STRANGER_SLOTS_PER_PERSON))
      : 0;
  const byLid = createShare(count, STRANGERS_BY_LID_SHARE, random);
  return Array.from({ length: count }, (_, n) => {
    const index = spec.contacts + 1 + n;
    const person: Person = { ...blankPerson(index, spec), ...names(index, false, false, random) };
    if (byLid(n)) knownByLidOnly(person);
    else person.hasLidEntry = true;
    if (spec.odd_names && ODD_NAMES[n] !== undefined) person.pushName = ODD_NAMES[n];
    return person;
  });
}

function names(number: number, isSaved: boolean, isBusiness: boolean, random: Random) {
  const addressBookName = isSaved ? fullName(random, number) : null;
  return {
    addressBookName,
    shortName: addressBookName?.split(' ')[0] ?? null,
    pushName: random.next() < NAMELESS_SHARE ? null : pushName(random),
    verifiedName: isBusiness ? businessName(random, number) : null,
    username: number % USERNAME_EVERY === 3 ? usernameOf(number) : null,
    maskedNumber: null,
    about: STATUS_TEXTS[number % STATUS_TEXTS.length] ?? null,
    isBusiness,
    isEnterprise: isBusiness && number % 5 === 0,
    isHosted: isBusiness && number % 10 === 5,
    isVerified: isBusiness && number % 2 === 0,
  };
}

/** Some persons who are not saved have a name that came with their chat. */
function nameFromChat(number: number): string | null {
  return number % NAME_FROM_CHAT_EVERY === 4 ? `Dari obrolan ${number}` : null;
}

/** As WhatsApp shows the number of a member who is hidden. */
function maskedNumber(phone: string): string {
  return `+${phone.slice(0, 2)}${'∙'.repeat(phone.length - 4)}${phone.slice(-2)}`;
}

function usernameOf(number: number): string {
  return `user.${number}`;
}

function nameOddly(person: Person, name: string | undefined): void {
  if (name === undefined) return;
  if (person.isSaved)
    Object.assign(person, { addressBookName: name, shortName: name.split(' ')[0] });
  else person.pushName = name;
}

/** A person whose two ids the page knows, listed under the phone number, without a name. */
export function blankPerson(index: number, spec: AccountSpec): Person {
  const { phone, lid } = numbersOf(index, spec);
  return {
    index,
    phone,
    hiddenPhone: null,
    lid,
    olderLids: [],
    hasPhoneEntry: true,
    hasLidEntry: false,
    lidEntryHasPhone: true,
    isSaved: false,
    savedByUsername: false,
    ...NO_TEXTS,
    isBusiness: false,
    isEnterprise: false,
    isHosted: false,
    isVerified: false,
    isBlocked: false,
    hasChat: false,
    chatUnderLid: false,
    picture: null,
    labels: [],
  };
}

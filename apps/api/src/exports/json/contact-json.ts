import { GroupNameSource, PersonNameSource } from '@grabber/contracts/name-source';
import {
  CONTACT_LINE_FIELDS,
  type ContactLineField,
} from '@grabber/database/contacts/contact-lines';
import { type ContactType, wireFieldsOf } from '../../mappers/contact-wire-fields.ts';
import type { PhoneField } from '../../mappers/phone-fields.ts';
import { type NameFacts, type NameSource, nameSource } from '../../mappers/shown-name.ts';
import type { Language } from '../../messages/language.ts';
import { unnamedText } from '../../messages/messages.ts';
import { isNull } from './json-bytes.ts';
import { type EncodeJson, jsonLines } from './json-lines.ts';
import {
  columnValue,
  constant,
  type JsonObject,
  type JsonValue,
  jsonObject,
} from './json-object.ts';

const placeOf = (name: ContactLineField) => CONTACT_LINE_FIELDS.indexOf(name);

const TYPE = placeOf('type');
const NAME = placeOf('name');
const PLACES = {
  name: NAME,
  phone_number: placeOf('phone_number'),
  masked_number: placeOf('masked_number'),
  member_names: placeOf('member_names'),
  address_book_name: placeOf('address_book_name'),
  verified_name: placeOf('verified_name'),
  push_name: placeOf('push_name'),
} as const;
const GROUP = 'group'.charCodeAt(0);

const PERSON_SOURCES = PersonNameSource.anyOf.map(({ const: source }) => source);
const GROUP_SOURCES = GroupNameSource.anyOf.map(({ const: source }) => source);

/**
 * The session's contacts and groups as JSON, with their names as answers show them. The result equals
 * JSON.stringify of `contactToWire`, because both use the list of wire fields and `nameSource`.
 */
export function contactJson(sessionId: string, language: Language): EncodeJson {
  const objectsOf = (type: ContactType, sources: readonly NameSource[]) =>
    Object.fromEntries(
      sources.map((source) => [
        source,
        objectOf(type, sessionId, madeValues(type, source, language)),
      ]),
    ) as Readonly<Record<NameSource, JsonObject>>;
  const persons = objectsOf('individual', PERSON_SOURCES);
  const groups = objectsOf('group', GROUP_SOURCES);
  const line = createLine();
  return jsonLines(CONTACT_LINE_FIELDS.length, (block, starts) => {
    line.enter(block, starts);
    return (line.facts.isGroup() ? groups : persons)[nameSource(line.facts)];
  });
}

/** The same as files hold them: what is stored, and nothing that is made for an answer. */
export function exportedContactJson(sessionId: string): EncodeJson {
  const none = { name_source: null, phone_e164: null, phone_national: null, country: null };
  const stored = { name: columnValue('text', NAME), ...none };
  const group = objectOf('group', sessionId, stored);
  const individual = objectOf('individual', sessionId, stored);
  return jsonLines(CONTACT_LINE_FIELDS.length, (block, starts) =>
    block[starts[TYPE] as number] === GROUP ? group : individual,
  );
}

/** The same of persons of several accounts, with the columns behind those of a contact. */
export function exportedPersonJson(columns: {
  readonly session: number;
  readonly accounts: number;
}): EncodeJson {
  const none = { name_source: null, phone_e164: null, phone_national: null, country: null };
  const stored = { name: columnValue('text', NAME), ...none };
  const session = columnValue('plain', columns.session);
  const fields = fieldsOf('individual', session, stored);
  const object = jsonObject({ ...fields, accounts: columnValue('object', columns.accounts) });
  return jsonLines(CONTACT_LINE_FIELDS.length + 2, () => object);
}

/** The values that are no columns of their own. Null: the object does not have it. */
type MadeValues = { readonly name: JsonValue } & Readonly<
  Record<'name_source' | PhoneField, JsonValue | null>
>;

const phoneValue = (field: PhoneField): JsonValue => ({
  kind: 'phone',
  column: PLACES.phone_number,
  field,
});

function madeValues(type: ContactType, source: NameSource, language: Language): MadeValues {
  return {
    name: nameValue(type, source, language),
    name_source: constant(source),
    phone_e164: phoneValue('phone_e164'),
    phone_national: phoneValue('phone_national'),
    country: phoneValue('country'),
  };
}

function nameValue(type: ContactType, source: NameSource, language: Language): JsonValue {
  switch (source) {
    case 'phone':
      return { kind: 'plus', column: PLACES.phone_number };
    case 'masked':
      return columnValue('text', PLACES.masked_number);
    case 'members':
      return columnValue('text', PLACES.member_names);
    case 'none':
      return constant(unnamedText(type, language));
    default:
      return columnValue('text', NAME);
  }
}

function objectOf(type: ContactType, sessionId: string, made: MadeValues): JsonObject {
  return jsonObject(fieldsOf(type, constant(sessionId), made));
}

function fieldsOf(
  type: ContactType,
  session: JsonValue,
  made: MadeValues,
): Record<string, JsonValue> {
  const values = wireFieldsOf(type).flatMap(({ name, kind, fixed }): [string, JsonValue][] => {
    if (name in made) {
      const value = made[name as keyof MadeValues];
      return value === null ? [] : [[name, value]];
    }
    if (name === 'session_id') return [[name, session]];
    if (fixed !== undefined) return [[name, constant(fixed)]];
    return [[name, columnValue(kind, placeOf(name as ContactLineField))]];
  });
  return Object.fromEntries(values);
}

/** The facts of the line that it was given last. One object for all lines, because they are millions. */
function createLine() {
  let block: Buffer = Buffer.alloc(0);
  let starts: Int32Array = new Int32Array();
  const startOf = (place: number) => starts[place] as number;
  /** The position after the column's last byte. */
  const endOf = (place: number) => startOf(place + 1) - 1;
  const facts: NameFacts = {
    isGroup: () => block[startOf(TYPE)] === GROUP,
    has: (field) => !isNull(block, startOf(PLACES[field]), endOf(PLACES[field])),
    isNamedBy(field) {
      const place = PLACES[field];
      const from = startOf(NAME);
      const other = startOf(place);
      const length = endOf(NAME) - from;
      if (endOf(place) - other !== length) return false;
      for (let n = 0; n < length; n += 1) if (block[from + n] !== block[other + n]) return false;
      return true;
    },
  };
  return {
    facts,
    enter(nextBlock: Buffer, nextStarts: Int32Array) {
      block = nextBlock;
      starts = nextStarts;
    },
  };
}

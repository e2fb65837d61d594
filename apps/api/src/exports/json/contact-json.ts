import {
  CONTACT_LINE_FIELDS,
  type ContactLineField,
} from '@grabber/database/contacts/contact-lines';
import { type ContactType, wireFieldsOf } from '../../mappers/contact-wire-fields.ts';
import { type EncodeJson, jsonLines } from './json-lines.ts';
import {
  columnValue,
  constant,
  type JsonObject,
  type JsonValue,
  jsonObject,
} from './json-object.ts';

const TYPE_COLUMN = CONTACT_LINE_FIELDS.indexOf('type');
const GROUP = 'group'.charCodeAt(0);

/**
 * The session's contacts and groups as JSON. The result equals JSON.stringify of `contactToWire`, because
 * both use the list of wire fields.
 */
export function contactJson(sessionId: string): EncodeJson {
  const group = objectOf('group', sessionId);
  const individual = objectOf('individual', sessionId);
  return jsonLines(CONTACT_LINE_FIELDS.length, (block, starts) =>
    block[starts[TYPE_COLUMN] as number] === GROUP ? group : individual,
  );
}

function objectOf(type: ContactType, sessionId: string): JsonObject {
  const values = wireFieldsOf(type).map(({ name, kind, fixed }): [string, JsonValue] => {
    if (name === 'session_id') return [name, constant(sessionId)];
    if (fixed !== undefined) return [name, constant(fixed)];
    return [name, columnValue(kind, CONTACT_LINE_FIELDS.indexOf(name as ContactLineField))];
  });
  return jsonObject(Object.fromEntries(values));
}

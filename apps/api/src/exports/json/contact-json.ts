import { CONTACT_FIELDS } from '@grabber/database/contacts/contact-lines';
import { type EncodeJson, jsonLines } from './json-lines.ts';
import { columnsOf, constant, type JsonObject, jsonObject } from './json-object.ts';

const { text, number, flag, time } = columnsOf(CONTACT_FIELDS);
const TYPE_COLUMN = CONTACT_FIELDS.indexOf('type');
const GROUP = 'group'.charCodeAt(0);

/** How it stands with a row, in the middle of both. */
const STATE = {
  profile_picture: text('profile_picture'),
  status: text('status'),
  grabbed_at: time('grabbed_at', 6),
};

/**
 * Contacts and groups of the session as JSON, equal to what `contactToWire` and JSON.stringify make of
 * the stored rows.
 */
export function contactJson(sessionId: string): EncodeJson {
  const group = groupObject(sessionId);
  const individual = individualObject(sessionId);
  return jsonLines(CONTACT_FIELDS.length, (block, starts) =>
    block[starts[TYPE_COLUMN] as number] === GROUP ? group : individual,
  );
}

/** What both begin with. */
function identity(sessionId: string) {
  return {
    id: number('id'),
    session_id: constant(sessionId),
    contact_id: text('contact_id'),
    name: text('name'),
  };
}

function individualObject(sessionId: string): JsonObject {
  return jsonObject({
    ...identity(sessionId),
    phone_number: text('phone_number'),
    type: constant('individual'),
    group_id: constant(null),
    is_admin: constant(false),
    ...STATE,
    lid: text('lid'),
    address_book_name: text('address_book_name'),
    short_name: text('short_name'),
    verified_name: text('verified_name'),
    push_name: text('push_name'),
    is_saved: flag('is_saved'),
    is_business: flag('is_business'),
    is_blocked: flag('is_blocked'),
  });
}

function groupObject(sessionId: string): JsonObject {
  return jsonObject({
    ...identity(sessionId),
    phone_number: constant(null),
    type: constant('group'),
    group_id: constant(null),
    group_name: text('group_name'),
    group_description: text('group_description'),
    group_participants_count: number('group_participants_count'),
    is_admin: flag('is_admin'),
    ...STATE,
    owner_id: text('owner_id'),
    group_created_at: time('group_created_at', 3),
    is_announce: flag('is_announce'),
    is_community: flag('is_community'),
    community_id: text('community_id'),
  });
}

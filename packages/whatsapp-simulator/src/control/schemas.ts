import { PERSON_TEXTS } from '../account/person-texts.ts';
import { DEFAULT_PAGE_OPTIONS } from '../page-options.ts';
import { QUERY_KINDS } from '../query-counts.ts';

const share = { type: 'number', minimum: 0, maximum: 1 };
const id = { type: 'string', minLength: 1, maxLength: 200 };
const phoneNumber = { type: 'string', pattern: '^[1-9][0-9]{6,14}$' };
const flag = { type: 'boolean' };
const role = { enum: ['participant', 'admin', 'superadmin'] };
const nullableText = { type: ['string', 'null'] };
const count = (maximum: number) => ({ type: 'integer', minimum: 0, maximum });
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const MAX_CONTACTS = 1_000_000;
const MAX_GROUPS = 20_000;
const MAX_PARTICIPANTS = 5_000;

const participants = { type: 'integer', minimum: 0, maximum: MAX_PARTICIPANTS };

export const accountSpecSchema = object({
  account_id: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,100}$' },
  seed: { type: 'integer', minimum: 0, maximum: 0xffffffff },
  phone_number: phoneNumber,
  contacts: count(MAX_CONTACTS),
  groups: count(MAX_GROUPS),
  participants: {
    anyOf: [participants, { type: 'array', items: participants, minItems: 2, maxItems: 2 }],
  },
  lid_only_share: share,
  lid_with_phone_share: share,
  double_share: share,
  older_lids_share: share,
  lid_known_share: share,
  saved_share: share,
  business_share: share,
  business_account: flag,
  blocked_share: share,
  one_to_one_chat_share: share,
  non_contact_members_share: share,
  lid_groups_share: share,
  odd_names: flag,
  communities: count(MAX_GROUPS),
  announcement_groups: count(MAX_GROUPS),
  left_groups: count(MAX_GROUPS),
  broadcasts: count(1000),
  newsletters: count(1000),
  status: flag,
  assistants: flag,
  without_whatsapp: count(MAX_CONTACTS),
  empty_chats: flag,
  own_communities: flag,
  metadata_loaded_share: share,
  database_rows_share: share,
  pictures_share: share,
  contact_bytes: count(100_000),
});

const ids = { type: 'array', items: id };

const contactFields = {
  ...Object.fromEntries(Object.values(PERSON_TEXTS).map((name) => [name, nullableText])),
  is_saved: flag,
  is_business: flag,
  is_blocked: flag,
  has_chat: flag,
  labels: ids,
};
const groupFields = {
  subject: { type: 'string' },
  description: nullableText,
  announce: flag,
  has_chat: flag,
};
const groupChanges = {
  ...groupFields,
  ...{ restrict: flag, suspended: flag, terminated: flag, labels: ids },
};

/** The fields of each kind. `*` marks a required one. */
const OPERATION_FIELDS: Record<string, Record<string, unknown>> = {
  add_contact: {
    ...contactFields,
    phone_number: phoneNumber,
    known_by: { enum: ['phone', 'lid_only', 'lid_with_phone', 'both'] },
  },
  update_contact: { 'contact_id*': id, 'set*': object(contactFields) },
  remove_contact: { 'contact_id*': id },
  unsave_contact: { 'contact_id*': id },
  reveal_phone: { 'contact_id*': id, phone_number: phoneNumber, add_entry: flag },
  reveal_lid: { 'contact_id*': id, add_entry: flag },
  change_number: { 'contact_id*': id, phone_number: phoneNumber },
  reassign_number: { 'contact_id*': id, push_name: nullableText },
  add_out_contact: { phone_number: phoneNumber, address_book_name: nullableText },
  remove_out_contact: { 'contact_id*': id },
  join_whatsapp: { 'contact_id*': id },
  leave_whatsapp: { 'contact_id*': id },
  set_picture: { 'id*': id, 'picture*': { enum: ['new_token', 'new_picture', 'none'] } },
  add_group: {
    ...groupFields,
    'subject*': { type: 'string' },
    members: { type: 'array', items: id },
  },
  update_group: { 'group_id*': id, 'set*': object(groupChanges) },
  delete_group: { 'group_id*': id },
  leave_group: { 'group_id*': id },
  join_group: { 'group_id*': id },
  add_member: { 'group_id*': id, contact_id: id, role },
  set_label: { 'id*': id, name: { type: 'string' }, orderIndex: count(1_000), isActive: flag },
  remove_label: { 'id*': id },
  remove_member: { 'group_id*': id, 'contact_id*': id, reason: { enum: ['Left', 'Removed'] } },
  set_member_role: { 'group_id*': id, 'contact_id*': id, 'role*': role },
};

const memberChoice = {
  anyOf: [
    { type: 'integer', minimum: 0, maximum: MAX_PARTICIPANTS },
    { type: 'string', pattern: '^(all|own|others|.+@.+)$' },
  ],
};
const oddId = { enum: ['undefined', 'string', 'no_server'] };

const FAULT_FIELDS: Record<string, Record<string, unknown>> = {
  contact_throws: { 'contact_id*': id, where: { enum: ['getters', 'serialize'] } },
  group_throws: {
    'group_id*': id,
    where: { enum: ['metadata', 'participants', 'serialize', 'member'] },
    member: memberChoice,
  },
  contact_id_odd: { 'contact_id*': id, 'shape*': oddId },
  contact_name_wiped: { 'contact_id*': id },
  member_id_odd: { 'group_id*': id, member: memberChoice, 'shape*': oddId },
  no_metadata: { 'group_id*': id, where: { enum: ['chat', 'page'] } },
  group_state: {
    'group_id*': id,
    stale: flag,
    members: { enum: ['whole', 'one', 'none'] },
    row: {
      enum: ['whole', 'older', 'missing', 'empty', 'stale', 'device_stale', 'unsynced'],
    },
    size: { anyOf: [count(MAX_PARTICIPANTS * 10), { type: 'null' }] },
    read_only: { type: ['boolean', 'null'] },
  },
  query: {
    'kind*': { enum: [...QUERY_KINDS, 'group_rows'] },
    'behaviour*': { enum: ['hang', 'throw', 'throw_null', 'rate_overlimit'] },
    target_id: id,
    times: { type: 'integer', minimum: 1 },
  },
  module_missing: { 'module*': id, member: id },
  offline: { comes_back: { enum: ['at_once', 'when_asked'] } },
  banned: { code: { type: 'integer' }, expire: { type: 'integer', minimum: 0 } },
  unavailable: {},
  page_hang: { 'duration_ms*': { type: 'integer', minimum: 1, maximum: 600_000 } },
  out_of_memory: {},
  reload: {},
  sync_again: {},
  used_elsewhere: { silent: flag },
  line_lost: { duration_ms: count(600_000) },
  qr_exhausted: {},
};

/** A value whose `type` names its kind. The error of a wrong value then names only that kind. */
function oneOfKinds(kinds: Record<string, Record<string, unknown>>) {
  const variants = Object.entries(kinds).map(([type, fields]) => {
    const named = Object.entries(fields).map(([key, schema]) => [key.replace('*', ''), schema]);
    const required = Object.keys(fields).filter((key) => key.endsWith('*'));
    const properties = { type: { const: type }, ...Object.fromEntries(named) };
    return {
      if: { properties: { type: { const: type } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword
      then: object(
        properties,
        required.map((key) => key.replace('*', '')),
      ),
    };
  });
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: Object.keys(kinds) } },
    allOf: variants,
  };
}

export const faultSchema = oneOfKinds(FAULT_FIELDS);

export const operationsSchema = object(
  { operations: { type: 'array', maxItems: 10_000, items: oneOfKinds(OPERATION_FIELDS) } },
  ['operations'],
);

const missingModules = {
  type: 'array',
  items: object({ module: id, member: id }, ['module']),
};

/** The type of each option is that of its default. */
export const optionsSchema = object(
  Object.fromEntries(
    Object.entries(DEFAULT_PAGE_OPTIONS).map(([name, value]) => {
      if (name === 'message_key_shape') return [name, { enum: ['_serialized', '$1'] }];
      if (name === 'missing_modules') return [name, missingModules];
      if (name === 'whats_new_button') return [name, { enum: ['works', 'dead', 'missing'] }];
      return [name, typeof value === 'boolean' ? flag : count(86_400_000)];
    }),
  ),
);

export const scanSchema = object({ qr: { type: 'string', maxLength: 4000 }, account_id: id }, [
  'qr',
  'account_id',
]);
export const enterCodeSchema = object({ code: id, account_id: id }, ['code', 'account_id']);
export const logoutSchema = object({
  mode: { enum: ['navigate', 'state', 'both'] },
  reason: { enum: [0, 1, 2, 3] },
});
export const unpairedFaultSchema = object(
  { qr: { type: 'string', maxLength: 4000 }, fault: faultSchema },
  ['fault'],
);

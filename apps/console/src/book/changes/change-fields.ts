import type { MessageId } from '../../text/messages/id.ts';
import type { Change } from './change-kinds.ts';

/** The fields that this console can name. Others are shown as the API calls them. */
const FIELDS = [
  ...(['name', 'address_book_name', 'short_name', 'verified_name', 'push_name'] as const),
  ...(['username', 'masked_number', 'about', 'phone_number', 'contact_id', 'lid'] as const),
  ...(['is_saved', 'on_whatsapp', 'is_business', 'is_blocked', 'business_kind'] as const),
  ...(['verified_level', 'group_name', 'group_description', 'group_participants_count'] as const),
  ...(['is_admin', 'is_admin_known', 'owner_id', 'group_created_at', 'is_announce'] as const),
  ...(['is_community', 'community_id', 'is_restricted', 'members_can_add'] as const),
  ...(['requires_approval', 'is_suspended', 'is_terminated', 'is_unnamed'] as const),
  ...(['ephemeral_seconds', 'group_name_changed_at', 'group_description_changed_at'] as const),
  ...(['last_activity_at', 'is_archived', 'is_muted', 'is_locked', 'muted_until'] as const),
  ...(['labels', 'profile_picture', 'status', 'tags', 'note', 'custom_fields'] as const),
] as const;

/** The text of a field's name. Null: this console does not know the field. */
export function fieldMessage(name: string): MessageId | null {
  const field = FIELDS.find((one) => one === name);
  return field === undefined ? null : `changes.field.${field}`;
}

/** A field that follows from another one says nothing new beside it. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  contact_id: ['phone_number'],
  short_name: ['name', 'address_book_name'],
  group_name: ['name'],
  group_name_changed_at: ['group_name'],
  group_description_changed_at: ['group_description'],
};

/** The changed fields that a person wants to read of, without those that follow from them. */
export function tellingFields(fields: readonly string[]): readonly string[] {
  return fields.filter((field) => !FOLLOWS[field]?.some((other) => fields.includes(other)));
}

/** Addresses and states, which say nothing to a person. */
const WITHOUT_VALUE: readonly string[] = ['profile_picture', 'status'];

/** The kept values of a field, or its present one alone. Null: there is nothing to show. */
export function valuesOf(
  { contact, values }: Pick<Extract<Change, { change: 'changed' }>, 'contact' | 'values'>,
  field: string,
): { readonly old?: unknown; readonly new: unknown } | null {
  if (WITHOUT_VALUE.includes(field)) return null;
  const kept = values?.[field];
  if (kept !== undefined) return kept;
  const now = (contact as Readonly<Record<string, unknown>>)[field];
  if (now === undefined) return null;
  return { new: field === 'phone_number' && now !== null ? `+${now}` : now };
}

const TIME = /^\d{4}-\d{2}-\d{2}T/;

type Words = {
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly time: (value: string) => string;
  readonly number: (value: number) => string;
};

/** A value of a field, as people read it. */
export function valueText(value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return words.number(value);
  if (typeof value === 'string') return TIME.test(value) ? words.time(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? words.none : value.map(String).join(', ');
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${String(one)}`)
    .join(', ');
}

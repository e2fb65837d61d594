import { Type } from 'typebox';

// What people add to a contact or group themselves. A grab never touches it.

export const Tag = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
export const Tags = Type.Array(Tag, { maxItems: 50 });
export const Note = Type.String({ maxLength: 5_000 });
export const CustomFieldName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' });
export const CustomValue = Type.Union([
  Type.String({ maxLength: 500 }),
  Type.Number(),
  Type.Boolean(),
]);
/** By name, as the workspace defines the fields. */
export const CustomFields = Type.Record(CustomFieldName, CustomValue);

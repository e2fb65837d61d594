import { type TNull, type TSchema, type TUnion, Type } from 'typebox';

/** A value that is always present and may be null: "unknown" is said, never left out. */
export function Nullable<S extends TSchema>(schema: S): TUnion<[S, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

import { type TNull, type TSchema, type TUnion, Type } from 'typebox';

/** A field that is always present. Null means "unknown". */
export function Nullable<S extends TSchema>(schema: S): TUnion<[S, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

import type { FieldKind } from '@grabber/contracts/contact-fields';
import type { PhoneField } from '../../mappers/phone-fields.ts';

/**
 * The value of a JSON field: a column's text, number, flag or JSON, a column's digits as a phone number with `+`,
 * a column's time with `digits` fractional digits, what is made of a column's number, or a constant.
 */
export type JsonValue =
  | { readonly kind: 'text' | 'number' | 'flag' | 'list'; readonly column: number }
  | { readonly kind: 'plus'; readonly column: number }
  | { readonly kind: 'time'; readonly column: number; readonly digits: number }
  | { readonly kind: 'phone'; readonly column: number; readonly field: PhoneField }
  | { readonly kind: 'constant'; readonly json: string };

/** The bytes before a column's value, and how to write the value. */
type JsonStep = { readonly before: Buffer; readonly value: ColumnValue };
export type ColumnValue = Exclude<JsonValue, { kind: 'constant' | 'plus' }>;

/** How to write a line as an object: all steps, then the end. */
export type JsonObject = {
  readonly steps: readonly JsonStep[];
  readonly end: Buffer;
  /** The size in bytes of an object with empty columns. */
  readonly fixedBytes: number;
};

/** More bytes than a flag, null, quotes or the fraction of a time can add. */
const MAX_ADDED_BYTES = 16;
/** No number that is written as within its country is so long. */
export const MAX_PHONE_BYTES = 64;

/** The object with these fields, in their order. */
export function jsonObject(fields: Readonly<Record<string, JsonValue>>): JsonObject {
  const steps: JsonStep[] = [];
  let text = '{';
  for (const [index, [name, value]] of Object.entries(fields).entries()) {
    text += `${index === 0 ? '' : ','}${JSON.stringify(name)}:`;
    if (value.kind === 'constant') {
      text += value.json;
      continue;
    }
    if (value.kind === 'plus') {
      // Digits need no escapes.
      const digits = { kind: 'number', column: value.column } as const;
      steps.push({ before: Buffer.from(`${text}"+`), value: digits });
      text = '"';
      continue;
    }
    steps.push({ before: Buffer.from(text), value });
    text = '';
  }
  const end = Buffer.from(`${text}}`);
  const bytes = steps.map(
    ({ before, value }) =>
      before.length + (value.kind === 'phone' ? MAX_PHONE_BYTES : MAX_ADDED_BYTES),
  );
  return { steps, end, fixedBytes: bytes.reduce((sum, each) => sum + each, end.length) };
}

/** The JSON value of a column, by the kind of its field. */
export function columnValue(kind: FieldKind, column: number): JsonValue {
  switch (kind) {
    case 'number':
    case 'flag':
    case 'list':
      return { kind, column };
    case 'object':
      return { kind: 'list', column };
    case 'time':
      return { kind: 'time', column, digits: 3 };
    case 'micro-time':
      return { kind: 'time', column, digits: 6 };
    default:
      return { kind: 'text', column };
  }
}

export function constant(value: string | boolean | null): JsonValue {
  return { kind: 'constant', json: JSON.stringify(value) };
}

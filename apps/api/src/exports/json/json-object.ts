import type { FieldKind } from '@grabber/contracts/contact-fields';

/**
 * What a field of JSON holds: the text of a column, its digits, its flag, its time with that many
 * fractional digits, or always the same.
 */
export type JsonValue =
  | { readonly kind: 'text' | 'number' | 'flag'; readonly column: number }
  | { readonly kind: 'time'; readonly column: number; readonly digits: number }
  | { readonly kind: 'constant'; readonly json: string };

/** What comes before a column's value, and how the value is written. */
type JsonStep = { readonly before: Buffer; readonly value: ColumnValue };
export type ColumnValue = Exclude<JsonValue, { kind: 'constant' }>;

/** How lines become objects: step by step, then the end. */
export type JsonObject = {
  readonly steps: readonly JsonStep[];
  readonly end: Buffer;
  /** Bytes of an object whose columns are all empty. */
  readonly fixedBytes: number;
};

/** More than a flag or null takes, quotes included, and than is added to a time. */
const MAX_ADDED_BYTES = 16;

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
    steps.push({ before: Buffer.from(text), value });
    text = '';
  }
  const end = Buffer.from(`${text}}`);
  const bytes = steps.map(({ before }) => before.length + MAX_ADDED_BYTES);
  return { steps, end, fixedBytes: bytes.reduce((sum, each) => sum + each, end.length) };
}

/** The value of a line's column, as the field's kind has it. */
export function columnValue(kind: FieldKind, column: number): JsonValue {
  switch (kind) {
    case 'number':
    case 'flag':
      return { kind, column };
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

import fc, { type Arbitrary } from 'fast-check';
import type { TSchema } from 'typebox';
import { ADMIN_KEY } from './test-api.ts';

/** The parts of JSON Schema that the contract's params, queries and bodies are made of. */
type Schema = {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** What the schema cannot say, but what gets a request all the way through. */
const LIKELY: Readonly<Record<string, Arbitrary<unknown>>> = {
  phone_number: fc.constantFrom('6281234567890', '+62 812-3456-7890'),
  expected: fc.constantFrom(0, 0, 1),
  person: fc.constantFrom('+62 812-7777-7777', '7777@lid', '@nobody'),
  workspace: fc.constant('default'),
  columns: fc.constantFrom('name,phone_number', 'status', 'all'),
  groups: fc.constant('120363000000000001@g.us'),
  url: fc.constant('https://example.com/hook'),
  key: fc.constant(ADMIN_KEY),
  allowed_addresses: fc.constant(['127.0.0.1', '::1', '10.0.0.0/8']),
  cron: fc.constantFrom('0 3 * * *', '30 */6 * * 1-5'),
  time_zone: fc.constantFrom('Asia/Jakarta', 'UTC'),
  at: fc.constant('2999-12-31T23:59:59.999Z'),
  expires_at: fc.constant('2999-12-31T23:59:59.999Z'),
  external_id: fc.uuid().map((id) => `x-${id}`),
};

/** Of these fields of a body, a request has exactly one. */
const ALTERNATIVES: readonly string[] = ['cron', 'every_hours', 'at'];
const MAX_OPTIONS = 2;

/** Values that a schema of the contract admits. Throws for a kind of schema that it does not know. */
export function arbitraryOf(schema: TSchema): Arbitrary<unknown> {
  return valuesOf(schema as Schema);
}

function valuesOf(schema: Schema): Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (typeof schema.type !== 'string') {
    const types = schema.type ?? [];
    return fc.oneof(...types.map((type) => valuesOf({ ...schema, type })));
  }
  switch (schema.type) {
    case 'object':
      return objectsOf(schema);
    case 'array':
      return fc.uniqueArray(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? 5,
      });
    case 'string':
      return textsOf(schema);
    case 'integer':
      return integersFrom(schema.minimum ?? 0, schema.maximum ?? 2 ** 31);
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`arbitraryOf does not know the schema ${JSON.stringify(schema)}`);
  }
}

/** Often the least one: a confirmed count is right only if nothing matches. */
function integersFrom(min: number, max: number): Arbitrary<number> {
  return fc.oneof(fc.constant(min), fc.integer({ min, max }));
}

function objectsOf({
  properties = {},
  required = [],
  minProperties = 0,
  maxProperties = Number.POSITIVE_INFINITY,
}: Schema): Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      fc.oneof({ weight: 3, arbitrary: LIKELY[name] ?? valuesOf(schema) }, valuesOf(schema)),
    ]),
  );
  const options = { requiredKeys: [...required], noNullPrototype: true };
  const isWithin = (value: object) => {
    const { length } = Object.keys(value);
    return length >= minProperties && length <= maxProperties;
  };
  const whole = fc.record(model, options).filter(isWithin);
  if (properties.delimiter !== undefined || properties.session !== undefined)
    return fc.oneof(fewOf(model), whole);
  if (!ALTERNATIVES.every((name) => name in model)) return whole;
  const single = ALTERNATIVES.map((name) => {
    const others = ALTERNATIVES.filter((other) => other !== name);
    const kept = Object.entries(model).filter(([field]) => !others.includes(field));
    return fc.record(Object.fromEntries(kept), {
      ...options,
      requiredKeys: [...required, name],
    });
  });
  return fc.oneof(whole, ...single);
}

/** Of the options of a file most exclude each other, and a filter by a session finds none: all at once are always refused. */
function fewOf(model: Record<string, Arbitrary<unknown>>): Arbitrary<unknown> {
  const names = fc.subarray(Object.keys(model), { maxLength: MAX_OPTIONS });
  return names.chain((some) =>
    fc.record(Object.fromEntries(some.map((name) => [name, model[name] as Arbitrary<unknown>]))),
  );
}

function textsOf({ pattern, format, minLength = 0, maxLength = 200 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') {
    const [min, max] = [new Date('2000-01-01'), new Date('2099-12-31')];
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
  }
  const texts = fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 40) });
  if (pattern === '\\S') return texts.map((text) => `${text}x`.slice(-maxLength));
  return pattern === undefined ? texts : fc.stringMatching(new RegExp(pattern));
}

import type { TSchema } from 'typebox';
import type { RouteContract } from '../route.ts';
import { componentOf } from './describe-schema.ts';
import { type JsonSchema, plainSchema } from './json-schema.ts';
import recorded from './recorded-examples.json' with { type: 'json' };

/** What a test sent to a route, and what the API answered. */
type RecordedExample = {
  readonly body?: unknown;
  readonly answers: Readonly<Record<string, unknown>>;
};

export const EXAMPLES = recorded as Readonly<Record<string, RecordedExample>>;

/** How many items of a list are looked at. */
const MAX_ITEMS = 5;

/** A real value of each field, by `owner.name`. */
export function fieldExamples(routes: readonly RouteContract[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const route of routes) {
    for (const [status, answer] of Object.entries(EXAMPLES[route.id]?.answers ?? {})) {
      const schema: TSchema | undefined = route.responses[Number(status)];
      if (schema) collect(plainSchema(schema), answer, route.id, found);
    }
  }
  return found;
}

function collect(
  schema: JsonSchema,
  value: unknown,
  owner: string,
  found: Map<string, unknown>,
): void {
  const inside = componentOf(schema) ?? owner;
  for (const alternative of schema.anyOf ?? []) {
    if (mayBe(alternative, value)) collect(alternative, value, inside, found);
  }
  if (schema.items && Array.isArray(value)) {
    for (const item of value.slice(0, MAX_ITEMS)) collect(schema.items, item, inside, found);
  }
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const given = (value as Record<string, unknown> | null)?.[name];
    if (given === undefined || given === null) continue;
    const place = `${inside}.${name}`;
    const isPlain = typeof given !== 'object' || Array.isArray(given);
    if (isPlain && !isListOfObjects(given) && !found.has(place)) found.set(place, given);
    collect(field, given, inside, found);
  }
}

const isListOfObjects = (value: unknown) =>
  Array.isArray(value) && (value.length === 0 || typeof value[0] === 'object');

/** Tells the alternatives of the contract apart: by their fixed fields and by what must be there. */
function mayBe({ properties, required = [] }: JsonSchema, value: unknown): boolean {
  if (!properties) return true;
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return required.every((name) => {
    const fixed = properties[name]?.const;
    return name in fields && (fixed === undefined || fixed === fields[name]);
  });
}

import type { TSchema } from 'typebox';

/** The parts of JSON Schema that the contract's schemas and the document are made of. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly format?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly [keyword: string]: unknown;
};

/** The plain JSON of a schema of the contract. */
export function plainSchema(schema: TSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}

/** `a | b | null` in its short form: one type with an enum or null, where JSON Schema has that. */
export function joinAlternatives(alternatives: readonly JsonSchema[]): JsonSchema {
  const others = alternatives.filter(({ type }) => type !== 'null');
  const isNullable = others.length < alternatives.length;
  const joined = joinLiterals(others) ?? (others.length === 1 ? others[0] : undefined);
  if (joined && !isNullable) return joined;
  if (joined && typeof joined.type === 'string' && joined.const === undefined) {
    const values = joined.enum ? { enum: [...joined.enum, null] } : {};
    return { ...joined, type: [joined.type, 'null'], ...values };
  }
  return { anyOf: joined ? [joined, { type: 'null' }] : alternatives };
}

function joinLiterals(schemas: readonly JsonSchema[]): JsonSchema | undefined {
  const areTexts = schemas.every((one) => typeof one.const === 'string');
  if (schemas.length < 2 || !areTexts) return undefined;
  return { type: 'string', enum: schemas.map((one) => one.const) };
}

import type { TSchema } from 'typebox';
import { COMPONENTS, TEXTS_LIKE } from './components.ts';
import { type JsonSchema, joinAlternatives, plainSchema } from './json-schema.ts';
import { type DocumentLanguage, inLanguage, type Text } from './text.ts';

/** What turns a schema of the contract into one of the document. */
export type Describing = {
  readonly language: DocumentLanguage;
  readonly texts: Readonly<Record<string, Text>>;
  /** Real values of fields, by `owner.name`. */
  readonly examples: ReadonlyMap<string, unknown>;
  /** Gets the `owner.name` of each field that has no text. */
  readonly onMissingText: (place: string) => void;
};

const NAMES = new Map(
  Object.entries(COMPONENTS).map(([name, schema]) => [JSON.stringify(schema), name]),
);

/** The component that has exactly this schema. */
export function componentOf(schema: JsonSchema): string | undefined {
  return NAMES.get(JSON.stringify(schema));
}

/** A schema where it is used: a reference to its component, else the schema itself. */
export function describeSchema(describing: Describing, schema: TSchema, owner: string): JsonSchema {
  return referred(describing, plainSchema(schema), owner);
}

/** The schema of a component itself. */
export function describeComponent(describing: Describing, name: string): JsonSchema {
  const schema = COMPONENTS[name];
  if (!schema) throw new Error(`There is no component ${name}`);
  return described(describing, plainSchema(schema), name);
}

function referred(describing: Describing, schema: JsonSchema, owner: string): JsonSchema {
  const component = componentOf(schema);
  if (component !== undefined) return { $ref: `#/components/schemas/${component}` };
  return described(describing, schema, owner);
}

function described(describing: Describing, schema: JsonSchema, owner: string): JsonSchema {
  if (schema.anyOf) {
    return joinAlternatives(schema.anyOf.map((one) => referred(describing, one, owner)));
  }
  if (schema.items) return { ...schema, items: referred(describing, schema.items, owner) };
  // `^.*$` alone: any name.
  if (schema.patternProperties) {
    const [values] = Object.values(schema.patternProperties);
    return { type: 'object', additionalProperties: values ?? true };
  }
  if (!schema.properties) return schema;
  const fields = Object.entries(schema.properties).map(
    ([name, field]) => [name, describedField(describing, field, owner, name)] as const,
  );
  return { ...schema, properties: Object.fromEntries(fields) };
}

function describedField(
  describing: Describing,
  field: JsonSchema,
  owner: string,
  name: string,
): JsonSchema {
  const schema = referred(describing, field, owner);
  const text = textOf(describing.texts, owner, name);
  if (!text) describing.onMissingText(`${owner}.${name}`);
  const example = describing.examples.get(`${owner}.${name}`);
  const isPlain = schema.$ref === undefined && schema.const === undefined;
  return {
    ...schema,
    ...(text && { description: inLanguage(text, describing.language) }),
    ...(isPlain && example !== undefined && isAllowed(schema, example) && { examples: [example] }),
  };
}

/** A field of an object inside may have the name of one of the owner's, and other values. */
function isAllowed({ enum: values, anyOf }: JsonSchema, example: unknown): boolean {
  if (values) return values.includes(example);
  const fixed = anyOf?.every((alternative) => alternative.const !== undefined);
  return !fixed || anyOf?.some((alternative) => alternative.const === example) === true;
}

/** The text of a field of this owner, else of one that is like it, else of every field of this name. */
export function textOf(
  texts: Readonly<Record<string, Text>>,
  owner: string,
  name: string,
): Text | undefined {
  return texts[`${owner}.${name}`] ?? texts[`${TEXTS_LIKE[owner]}.${name}`] ?? texts[name];
}

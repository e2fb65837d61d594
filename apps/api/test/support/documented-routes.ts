import type { HttpMethod, RouteContract } from '@grabber/contracts/route';
import type { TSchema } from 'typebox';

// biome-ignore lint/suspicious/noExplicitAny: a document is looked at part by part
type Json = any;

/** The document with each reference replaced by what it refers to. */
export function inlined(document: Json): Json {
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    if (typeof value.$ref === 'string') {
      const { $ref, ...beside } = value;
      const target = ($ref.slice(2).split('/') as string[]).reduce((at, key) => at[key], document);
      return { ...resolve(target), ...beside };
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]));
  };
  return resolve(document);
}

/** A route as a client knows it: from the served document alone. */
export type DocumentedRoute = RouteContract & {
  /** The schema of the JSON of each answer, errors among them. No field beyond it may come. */
  readonly answers: Readonly<Record<number, TSchema>>;
  readonly mediaTypes: readonly string[];
};

export function documentedRoutes(document: Json): DocumentedRoute[] {
  return Object.entries<Json>(inlined(document).paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => routeOf(path, method, operation)),
  );
}

function routeOf(path: string, method: string, operation: Json): DocumentedRoute {
  const { operationId, summary, parameters = [], requestBody, responses } = operation;
  const answers = Object.entries<Json>(responses).map(([status, { content = {} }]) => {
    const [json] = ['application/json', 'text/event-stream', 'text/plain', 'text/html']
      .map((type) => content[type])
      .filter(Boolean);
    return [Number(status), strict(json?.schema ?? {})] as const;
  });
  const successes = answers.filter(([status]) => status < 300);
  const success = responses[successes[0]?.[0] ?? 200];
  const query = objectOf(parameters.filter((one: Json) => one.in === 'query'));
  const body = requestBody?.content['application/json'].schema;
  return {
    ...{ id: operationId, summary, method: method.toUpperCase() as HttpMethod },
    path: path.replaceAll(/\{([^}]+)\}/g, ':$1'),
    access: 'read',
    ...(Object.keys(query.properties).length > 0 && { query: query as unknown as TSchema }),
    ...(body && { body: body as TSchema }),
    responses: Object.fromEntries(successes),
    answers: Object.fromEntries(answers),
    mediaTypes: Object.keys(success.content),
    ...(success.content['text/event-stream'] && { eventStream: true }),
  };
}

function objectOf(parameters: readonly Json[]) {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** Objects of answers have the fields of the document and no others, unless it says so. */
function strict(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { description: _, examples: __, ...rest } = schema;
  if (rest.allOf) return strict(joined(rest.allOf));
  const parts = {
    ...rest,
    ...(rest.anyOf && { anyOf: strict(rest.anyOf) }),
    ...(rest.items && { items: strict(rest.items) }),
  };
  if (!rest.properties) return parts;
  const properties = Object.entries(rest.properties).map(([name, one]) => [name, strict(one)]);
  return { additionalProperties: false, ...parts, properties: Object.fromEntries(properties) };
}

/** An error is the general one with the codes that it may have here. */
function joined(schemas: readonly Json[]): Json {
  const [general] = schemas;
  return {
    ...general,
    properties: Object.assign({}, ...schemas.map(({ properties }) => properties)),
    required: [...new Set(schemas.flatMap(({ required = [] }) => required))],
  };
}

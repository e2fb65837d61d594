import { errorsOf } from '../api/route-errors.ts';
import { ERROR_STATUS, type ErrorCode } from '../error-codes.ts';
import type { RouteContract } from '../route.ts';
import { type Describing, describeSchema } from './describe-schema.ts';
import { EXAMPLES } from './examples.ts';
import { type JsonSchema, plainSchema } from './json-schema.ts';
import { type DocumentLanguage, inLanguage, type Text } from './text.ts';
import { ACCESS_TEXT, EVENTS_TEXT, SUCCESS_TEXT } from './texts/general-texts.ts';
import { PARAMETER_EXAMPLES } from './texts/parameter-examples.ts';
import { PARAMETER_TEXTS } from './texts/parameter-texts.ts';
import { INDONESIAN_SUMMARIES } from './texts/route-texts.ts';

const JSON_TYPE = 'application/json';
/** Behind no scope of a key. */
const WITHOUT_SCOPE = ['global', 'metrics', 'any'];

export type Operation = Readonly<Record<string, unknown>>;

export type OperationTexts = {
  readonly describing: Describing;
  /** What each error code means, in the language of the document. */
  readonly errorText: (code: ErrorCode) => string;
  readonly tagOf: (route: RouteContract) => string;
  /** Keeps an answer under a name, once for all routes that give it. Returns the reference to it. */
  readonly share: (name: string, answer: Operation) => Operation;
};

/** A route as an operation of the document. */
export function operationOf(route: RouteContract, texts: OperationTexts): Operation {
  const { language } = texts.describing;
  const { title, rest } = titleOf(language === 'id' ? summaryInIndonesian(route) : route.summary);
  return {
    operationId: route.id,
    tags: [texts.tagOf(route)],
    summary: title,
    description: `${rest}${descriptionOf(route, language)}`,
    ...securityOf(route),
    ...parametersOf(route, texts.describing),
    ...(route.body && { requestBody: bodyOf(route, texts.describing) }),
    responses: { ...successes(route, texts), ...errors(route, texts) },
  };
}

/** Pages show the first sentence as a title and in their menu. Titles have no full stop. */
function titleOf(summary: string): { title: string; rest: string } {
  const [, title = summary, rest = ''] = /^(.*?)\.(?:\s(.+))?$/s.exec(summary) ?? [];
  return { title, rest: rest && `${rest} ` };
}

function summaryInIndonesian({ id, summary }: RouteContract): string {
  return (INDONESIAN_SUMMARIES as Readonly<Record<string, string>>)[id] ?? summary;
}

function descriptionOf(route: RouteContract, language: DocumentLanguage): string {
  const access: Text = ACCESS_TEXT[route.access] ?? [
    `Scope: \`${route.access}\`.`,
    `Scope: \`${route.access}\`.`,
  ];
  const texts = route.eventStream ? [access, EVENTS_TEXT] : [access];
  return texts.map((text) => inLanguage(text, language)).join(' ');
}

function securityOf({ access, id }: RouteContract): Operation {
  const keys = [{ apiKey: [] }, { bearer: [] }];
  // With a key it says more.
  if (access === 'open') return { security: id === 'ready' ? [{}, ...keys] : [] };
  // The scopes of a key have no place in the standard: roles of these schemes are new in 3.1, and few tools know them.
  return WITHOUT_SCOPE.includes(access)
    ? { security: keys }
    : { security: keys, 'x-scope': access };
}

function parametersOf(route: RouteContract, describing: Describing): Operation {
  const given = [
    ...parametersIn('path', route.params && plainSchema(route.params), route, describing),
    ...parametersIn('query', route.query && plainSchema(route.query), route, describing),
  ];
  const isOfApi = route.path.startsWith('/api/');
  const language = isOfApi ? [{ $ref: '#/components/parameters/AcceptLanguage' }] : [];
  return { parameters: [...given, ...language] };
}

function parametersIn(
  place: 'path' | 'query',
  schema: JsonSchema | undefined,
  route: RouteContract,
  describing: Describing,
): Operation[] {
  const described = schema && describeSchema(parameters(describing), schema, route.id);
  return Object.entries(described?.properties ?? {}).map(([name, field]) => {
    const { description, ...rest } = field;
    const example = PARAMETER_EXAMPLES[`${route.id}.${name}`] ?? PARAMETER_EXAMPLES[name];
    const required = place === 'path' || schema?.required?.includes(name);
    return {
      ...{ name, in: place, description, schema: rest },
      ...(required && { required: true }),
      ...(example !== undefined && { example }),
    };
  });
}

/** Parameters and bodies have texts of their own, and no values of answers. */
function parameters(describing: Describing): Describing {
  const missing = (place: string) => describing.onMissingText(`parameter ${place}`);
  const texts = { ...describing.texts, ...PARAMETER_TEXTS };
  return { ...describing, texts, examples: new Map(), onMissingText: missing };
}

function bodyOf({ id, body = {} }: RouteContract, describing: Describing): Operation {
  const example = EXAMPLES[id]?.body;
  const schema = describeSchema(parameters(describing), body, id);
  const content = { schema, ...(example !== undefined && { example }) };
  return { required: true, content: { [JSON_TYPE]: content } };
}

function successes(route: RouteContract, { describing }: OperationTexts): Operation {
  const answers = Object.entries(route.responses).map(([status, schema]) => {
    const example = EXAMPLES[route.id]?.answers[status];
    const own = describeSchema(describing, schema, route.id);
    const json = { schema: own, ...(example !== undefined && { example }) };
    const types = route.mediaTypes ?? [JSON_TYPE];
    const content = types.map((type) => [type, isStructured(type, route) ? json : fileOf(type)]);
    const text = SUCCESS_TEXT[Number(status)] ?? ['Success', 'Berhasil'];
    const description = inLanguage(text, describing.language);
    return [status, answer(description, Object.fromEntries(content))];
  });
  return Object.fromEntries(answers);
}

const isStructured = (type: string, route: RouteContract) =>
  type === JSON_TYPE || route.eventStream === true;

/** A file is a text, or bytes that JSON Schema says nothing of. */
function fileOf(type: string): Operation {
  const isText = /^text\/|\+xml$|ndjson$/.test(type);
  return { schema: isText ? { type: 'string' } : { type: 'string', format: 'binary' } };
}

function errors(route: RouteContract, { describing, errorText, share }: OperationTexts): Operation {
  const codes = new Set(errorsOf(route));
  const byStatus = Map.groupBy(codes, (code) => ERROR_STATUS[code]);
  const { language } = describing;
  const answers = [...byStatus].map(([status, ofStatus]) => {
    const lines = ofStatus.map((code) => `- \`${code}\`: ${errorText(code)}`);
    const unhealthy = route.responses[status];
    const alternatives = [
      ...(unhealthy ? [describeSchema(describing, unhealthy, route.id)] : []),
      errorSchema(ofStatus),
    ];
    const schema = alternatives.length === 1 ? alternatives[0] : { anyOf: alternatives };
    const intro = unhealthy ? `${inLanguage(SUCCESS_TEXT[503] as Text, language)}\n` : '';
    const retry = status === 429 || status === 503;
    const whole = answer(intro + lines.join('\n'), { [JSON_TYPE]: { schema } }, { retry });
    const [first = '', ...more] = ofStatus;
    const name = more.length === 0 && !unhealthy ? first : `${route.id}${status}`;
    return [String(status), share(name, whole)];
  });
  return Object.fromEntries(answers);
}

/** The error body with the codes that it may have here. */
function errorSchema(codes: readonly ErrorCode[]): JsonSchema {
  return {
    allOf: [
      { $ref: '#/components/schemas/Error' },
      { type: 'object', properties: { code: { type: 'string', enum: codes } }, required: ['code'] },
    ],
  };
}

function answer(
  description: string,
  content: Operation,
  { retry = false }: { retry?: boolean } = {},
): Operation {
  const headers = {
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(retry && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
  };
  return { description, headers, content };
}

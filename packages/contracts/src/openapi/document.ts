import { API_ROUTES } from '../api/routes.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { RouteContract } from '../route.ts';
import { VERSION } from '../version.ts';
import { COMPONENTS } from './components.ts';
import { type Describing, describeComponent, textOf } from './describe-schema.ts';
import { fieldExamples } from './examples.ts';
import { plainSchema } from './json-schema.ts';
import { type Operation, operationOf } from './operation.ts';
import { type DocumentLanguage, inLanguage, type Text } from './text.ts';
import { ACCESS_TEXTS } from './texts/access-texts.ts';
import { ACCOUNT_TEXTS } from './texts/account-texts.ts';
import { CONTACT_TEXTS } from './texts/contact-texts.ts';
import {
  INTRODUCTION,
  KEY_TEXT,
  LANGUAGE_TEXT,
  REQUEST_ID_TEXT,
  RETRY_AFTER_TEXT,
  TAGS,
  TITLE,
} from './texts/general-texts.ts';
import { GRAB_TEXTS } from './texts/grab-texts.ts';
import { OWN_DATA_TEXTS } from './texts/own-data-texts.ts';
import { PARAMETER_TEXTS } from './texts/parameter-texts.ts';
import { SCHEDULE_TEXTS } from './texts/schedule-texts.ts';
import { SESSION_TEXTS } from './texts/session-texts.ts';
import { SYSTEM_TEXTS } from './texts/system-texts.ts';
import { WEBHOOK_TEXTS } from './texts/webhook-texts.ts';
import { WEBHOOKS, type WebhookContract, webhookItem } from './webhooks.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const TEXTS = {
  ...SYSTEM_TEXTS,
  ...WEBHOOK_TEXTS,
  ...SCHEDULE_TEXTS,
  ...OWN_DATA_TEXTS,
  ...GRAB_TEXTS,
  ...CONTACT_TEXTS,
  ...ACCOUNT_TEXTS,
  ...ACCESS_TEXTS,
  ...SESSION_TEXTS,
};

export type DocumentOptions = {
  readonly language: DocumentLanguage;
  /** What each error code means. */
  readonly errorTexts: Readonly<Record<ErrorCode, Readonly<Record<DocumentLanguage, string>>>>;
  /** Gets the place of each field without a text. Default: they stay without. */
  readonly onMissingText?: (place: string) => void;
  readonly webhooks?: Readonly<Record<string, WebhookContract>>;
};

export type OpenApi = {
  readonly openapi: '3.1.1';
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks?: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
};

/** The whole API as an OpenAPI document, made of the contract's values alone. */
export function openApiDocument({
  language,
  errorTexts,
  onMissingText = () => undefined,
  webhooks = WEBHOOKS,
}: DocumentOptions): OpenApi {
  const text = (one: Text) => inLanguage(one, language);
  const describing: Describing = {
    ...{ language, texts: TEXTS, onMissingText },
    examples: fieldExamples(ROUTES),
  };
  const answers = sharedAnswers();
  const texts = {
    ...{ describing, tagOf, share: answers.share },
    errorText: (code: ErrorCode) => errorTexts[code][language],
  };
  const tags = [...TAGS];
  return {
    openapi: '3.1.1',
    info: infoOf(text),
    // Relative to this document: a proxy may serve the API below a path.
    servers: [{ url: '.' }],
    tags: tags.map(({ name, indonesian, description }) => ({
      name,
      // What pages show: the name itself stays, because clients group by it.
      'x-displayName': text([name, indonesian]),
      description: text(description),
    })),
    paths: pathsOf((route) => operationOf(route, texts)),
    ...(Object.keys(webhooks).length > 0 && {
      webhooks: mapValues(webhooks, (webhook, type) => webhookItem(type, webhook, describing)),
    }),
    components: {
      schemas: mapValues(COMPONENTS, (_, name) => describeComponent(describing, name)),
      responses: answers.all,
      ...sharedParts(text),
    },
  };
}

/** The English text of each parameter of a route, as the document has it. */
export function parameterTexts({ id, params, query, body }: RouteContract): Record<string, string> {
  const names = [params, query, body].flatMap((schema) =>
    Object.keys((schema && plainSchema(schema).properties) ?? {}),
  );
  return Object.fromEntries(
    names.map((name) => [name, inLanguage(textOf(PARAMETER_TEXTS, id, name) ?? ['', ''], 'en')]),
  );
}

function infoOf(text: (one: Text) => string): object {
  return {
    title: text(TITLE),
    version: VERSION,
    description: text(INTRODUCTION),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    contact: { name: 'The maintainers' },
  };
}

function tagOf(route: RouteContract): string {
  return TAGS.find(({ routes }) => Object.hasOwn(routes, route.id))?.name ?? 'Service';
}

function pathsOf(toOperation: (route: RouteContract) => Operation): OpenApi['paths'] {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of ROUTES) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route) };
  }
  return paths;
}

/** Many routes answer the same errors: each is in the document once, named by the first route. */
function sharedAnswers() {
  const names = new Map<string, string>();
  const all: Record<string, Operation> = {};
  return {
    all,
    share(wanted: string, answer: Operation): Operation {
      const json = JSON.stringify(answer);
      const name = names.get(json) ?? wanted;
      names.set(json, name);
      all[name] = answer;
      return { $ref: `#/components/responses/${name}` };
    },
  };
}

function sharedParts(text: (one: Text) => string) {
  const key = text(KEY_TEXT);
  return {
    securitySchemes: {
      apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: key },
      bearer: { type: 'http', scheme: 'bearer', description: key },
    },
    parameters: {
      AcceptLanguage: {
        ...{ name: 'Accept-Language', in: 'header', description: text(LANGUAGE_TEXT) },
        ...{ schema: { type: 'string' }, example: text(['en', 'id']) },
      },
    },
    headers: {
      RequestId: {
        description: text(REQUEST_ID_TEXT),
        schema: { type: 'string' },
      },
      RetryAfter: {
        description: text(RETRY_AFTER_TEXT),
        schema: { type: 'integer', minimum: 1 },
      },
    },
  };
}

function mapValues<V, R>(
  record: Readonly<Record<string, V>>,
  map: (value: V, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

import type { HttpServer } from '@grabber/service-kit/http-server';
import { type LocalText, ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import { type JsonFields, jsonValue } from '../mappers/json-chunks.ts';
import { languageOf } from '../messages/language.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Parameters that the query held and that were left out of it. */
    ignoredParameters: readonly string[];
  }
  interface FastifyContextConfig {
    /** The parameters that the route has. */
    parameters?: ReadonlySet<string>;
  }
}

const UNUSED: LocalText = { en: 'has no effect here', id: 'tidak berpengaruh di sini' };
const PAGES: LocalText = {
  en: 'has no effect here: a page is limit=…, and the next one is cursor=next_cursor of the one before',
  id: 'tidak berpengaruh di sini: halaman diatur dengan limit=…, dan berikutnya dengan cursor=next_cursor dari halaman sebelumnya',
};
const ORDER: LocalText = {
  en: 'has no effect here: lists of contacts are sorted by sort=stored, name or changed',
  id: 'tidak berpengaruh di sini: daftar kontak diurutkan dengan sort=stored, name, atau changed',
};
const SEARCH: LocalText = {
  en: 'has no effect here: lists of contacts are searched by search=…',
  id: 'tidak berpengaruh di sini: daftar kontak dicari dengan search=…',
};

/** What frameworks and table widgets send by themselves, and what it is good for here. */
const HARMLESS: Readonly<Record<string, LocalText>> = {
  _: UNUSED,
  _token: UNUSED,
  _method: UNUSED,
  draw: UNUSED,
  page: PAGES,
  per_page: PAGES,
  page_size: PAGES,
  offset: PAGES,
  start: PAGES,
  length: PAGES,
  order: ORDER,
  dir: ORDER,
};
/** With brackets: `columns[0][data]`, `order[0][dir]`, `search[value]`. */
const BRACKETED: Readonly<Record<string, LocalText>> = {
  columns: UNUSED,
  order: ORDER,
  sort: ORDER,
  search: SEARCH,
  filter: SEARCH,
};

function warningOf(name: string): LocalText | undefined {
  if (Object.hasOwn(HARMLESS, name)) return HARMLESS[name];
  const [, base = ''] = /^(\w+)\[/.exec(name) ?? [];
  return Object.hasOwn(BRACKETED, base) ? BRACKETED[base] : undefined;
}

type Ignoring = Pick<FastifyRequest, 'headers' | 'ignoredParameters'>;

/** An empty parameter counts as absent. Without it this one would choose every row, also for a deletion. */
const NEVER_EMPTY = 'ids';

function emptyChoice(): ServiceError {
  const message = {
    en: 'names no row: send at least one id, or leave the parameter out',
    id: 'tidak menyebut baris apa pun: kirim minimal satu id, atau hilangkan parameternya',
  };
  const details = [{ path: `query.${NEVER_EMPTY}`, message }];
  return new ServiceError('VALIDATION_FAILED', 'No row is chosen.', { details });
}

/**
 * Takes out of each query what is harmless and unknown to the route, before the query is checked. JSON answers name
 * it in `warnings`. Refuses an empty list of rows.
 */
export function ignoreParameters(app: HttpServer): void {
  app.decorateRequest('ignoredParameters', null as unknown as readonly string[]);
  app.addHook('preValidation', async (request) => {
    const query = request.query as Record<string, unknown>;
    const { parameters } = request.routeOptions.config;
    const ignored = Object.keys(query).filter((name) => !parameters?.has(name) && warningOf(name));
    request.ignoredParameters = ignored;
    for (const name of ignored) delete query[name];
    if (parameters?.has(NEVER_EMPTY) && query[NEVER_EMPTY] === '') throw emptyChoice();
  });
  app.addHook('preSerialization', async (request, _, payload) => {
    const isSuccess = (payload as { success?: unknown } | null)?.success === true;
    if (!isSuccess || warningsOf(request).length === 0) return payload;
    return { ...(payload as object), warnings: warningsOf(request) };
  });
}

/** The same as the last field of an answer that is written in pieces. */
export function warningFields(request: Ignoring): JsonFields {
  const warnings = warningsOf(request);
  return warnings.length === 0 ? {} : { warnings: jsonValue(warnings) };
}

function warningsOf(request: Ignoring): { parameter: string; message: string }[] {
  const language = languageOf(request);
  return (request.ignoredParameters ?? []).map((parameter) => ({
    parameter,
    message: (warningOf(parameter) ?? UNUSED)[language],
  }));
}

import { errorsOf } from '@grabber/contracts/api/route-errors';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { ERROR_STATUS } from '@grabber/contracts/error-codes';
import { openApiDocument } from '@grabber/contracts/openapi/document';
import type { RouteContract } from '@grabber/contracts/route';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_PHRASES } from '../../src/messages/error-phrases.ts';
import { inlined } from '../support/documented-routes.ts';
import { request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: a document is looked at part by part
type Json = any;

const served = async (query = ''): Promise<Json> =>
  (await request(api, `/openapi.json${query}`, { key: null })).body;
const operationOf = (document: Json, { path, method }: RouteContract): Json =>
  document.paths[path.replaceAll(/:([A-Za-z]+)/g, '{$1}')]?.[method.toLowerCase()];

describe.each([
  ['English', ''],
  ['Indonesian', '?lang=id'],
])('the served document in %s', (_, query) => {
  it('has every route with its scope, its parameters and each of its error codes', async () => {
    const document = inlined(await served(query));
    for (const route of ROUTES) {
      const operation = operationOf(document, route);
      expect(operation?.operationId, route.id).toBe(route.id);
      const hasScope = ['read', 'grab', 'manage', 'admin'].includes(route.access);
      expect(operation['x-scope'], route.id).toBe(hasScope ? route.access : undefined);
      expect(operation.security.length > 0, route.id).toBe(
        route.access !== 'open' || route.id === 'ready',
      );
      for (const code of errorsOf(route)) {
        const { description, content } = operation.responses[ERROR_STATUS[code]];
        expect(description, route.id).toContain(`\`${code}\``);
        expect(JSON.stringify(content), route.id).toContain(`"${code}"`);
      }
    }
    expect(
      Object.values(document.paths).flatMap((path) => Object.keys(path as object)).length,
    ).toBe(ROUTES.length);
  });

  it('answers in that language', async () => {
    const { summary } = operationOf(await served(query), API_ROUTES.listSessions);
    expect(summary).toBe(
      query === '' ? 'Lists the sessions of the workspace' : 'Mendaftar session di workspace',
    );
    const { tags } = await served(query);
    expect(tags[0]).toMatchObject({
      name: 'Sessions',
      'x-displayName': query === '' ? 'Sessions' : 'Session',
    });
  });

  it('shows the first sentence of a route as its title, and the others below it', async () => {
    const document = await served(query);
    for (const route of ROUTES) {
      const { summary, description } = operationOf(document, route);
      expect(summary, route.id).not.toMatch(/\.( |$)/);
      if (query === '') expect(`${summary}. ${description}`).toContain(route.summary);
    }
  });
});

it('describes every field and every parameter in both languages', () => {
  const missing = new Set<string>();
  const onMissingText = (place: string) => missing.add(place);
  // A text has both languages, or it does not compile.
  openApiDocument({ language: 'en', errorTexts: ERROR_PHRASES, onMissingText });
  expect([...missing]).toEqual([]);
});

it.each(['en', 'id'] as const)(
  'is a document without an error or a warning, in %s',
  async (lang) => {
    const { text } = await request(api, `/openapi.json?lang=${lang}`, { key: null });
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: text, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]])).toEqual(
      [],
    );
    // The rules are in force: a document without a description of its licence is not enough.
    const { license: _, ...info } = JSON.parse(text).info;
    const worse = JSON.stringify({ ...JSON.parse(text), info });
    expect((await lintFromString({ source: worse, config })).length).toBeGreaterThan(0);
  },
);

it('has a type of event that webhooks send as soon as the contract has it', () => {
  const body = Type.Object({ type: Type.Literal('contact.created'), id: Type.Integer() });
  const webhooks = {
    'contact.created': { summary: ['A new contact', 'Kontak baru'], body },
  } as const;
  const document: Json = openApiDocument({ language: 'id', errorTexts: ERROR_PHRASES, webhooks });
  const { post } = document.webhooks['contact.created'];
  expect(post.summary).toBe('Kontak baru');
  expect(Object.keys(post.requestBody.content['application/json'].schema.properties)).toEqual([
    'type',
    'id',
  ]);
});

it('the page for browsers runs no script but its own, and may be asked without a key', async () => {
  const page = await request(api, '/docs', { key: null });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(page.text).not.toMatch(/<script>|https?:/);
  const scripts = [...page.text.matchAll(/src="([^"]+)"/g)].map(([, src = '']) => src);
  expect(scripts.length).toBe(2);
  for (const src of scripts) {
    const script = await request(api, new URL(src, `${api.url}/docs`).pathname, { key: null });
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect(script.text.length).toBeGreaterThan(100);
  }
});

import { API_ROUTES } from '@grabber/contracts/api/routes';
import { openApiDocument } from '@grabber/contracts/openapi/document';
import type { RouteContract } from '@grabber/contracts/route';
import { Compile, type Validator } from 'typebox/compile';
import { expect } from 'vitest';
import { ERROR_PHRASES } from '../../src/messages/error-phrases.ts';
import { type DocumentedRoute, documentedRoutes } from './documented-routes.ts';

/** Longer answers take a while to check, and hold more of the same. */
const MAX_CHECKED_CHARACTERS = 200_000;

const document = openApiDocument({ language: 'en', errorTexts: ERROR_PHRASES });
const DOCUMENTED = new Map(documentedRoutes(document).map((route) => [route.id, route]));
const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const patternOf = ({ path }: RouteContract) =>
  new RegExp(`^${path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}/?$`);
const parameters = ({ path }: RouteContract) => path.split(':').length;
/** A fixed part of a path goes before a parameter in its place. */
const PATTERNS = [...ROUTES]
  .sort((one, other) => parameters(one) - parameters(other))
  .map((route) => ({ route, pattern: patternOf(route) }));
const validators = new Map<string, Validator>();

type Answered = { readonly status: number; readonly type: string; readonly text: string };

/** Fails on an answer that the OpenAPI document does not have: its status, media type, code or a field. */
export function expectDocumented(method: string, path: string, answer: Answered): void {
  const { pathname } = new URL(path, 'http://localhost');
  const called = PATTERNS.find(
    ({ route, pattern }) => route.method === method && pattern.test(pathname),
  );
  const route = called && DOCUMENTED.get(called.route.id);
  if (!route || answer.text === '') return;
  const place = `${method} ${route.path} answers ${answer.status}`;
  const { status, text } = answer;
  const type = answer.type.split(';')[0] ?? '';
  expect(Object.keys(route.answers), place).toContain(String(status));
  if (status < 400) expect(route.mediaTypes, place).toContain(type);
  if (type !== 'application/json' || text.length > MAX_CHECKED_CHARACTERS) return;
  expect(validatorOf(route, status).Errors(JSON.parse(text)), place).toEqual([]);
}

function validatorOf(route: DocumentedRoute, status: number): Validator {
  const key = `${route.id} ${status}`;
  const validator =
    validators.get(key) ?? (Compile(route.answers[status] ?? {}) as unknown as Validator);
  validators.set(key, validator);
  return validator;
}

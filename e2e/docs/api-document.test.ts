import { ApiErrorBody } from '@grabber/contracts/api/envelope';
import { COMMON_ERRORS, errorsOf, furtherErrorsOf } from '@grabber/contracts/api/route-errors';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { ERROR_STATUS, type ErrorCode } from '@grabber/contracts/error-codes';
import { parameterTexts } from '@grabber/contracts/openapi/document';
import type { RouteContract } from '@grabber/contracts/route';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Clean, Clone } from 'typebox/value';
import { expect, it } from 'vitest';
import { type CodeBlock, codeBlocks, readDocument, sections } from '../support/markdown.ts';

const TEXT = readDocument('docs/api.md');
const SECTIONS = sections(TEXT);
const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const EXAMPLES = codeBlocks(TEXT).filter(({ language }) => language === 'json');
const SCOPE_LINES: Readonly<Record<string, string>> = {
  open: 'No key.',
  any: 'Any key.',
  global: 'Only with `ADMIN_API_KEY`.',
  metrics: 'Only with `ADMIN_API_KEY` or `METRICS_KEY`.',
};

const title = ({ method, path }: RouteContract) => `${method} ${path}`;
const bodyOf = (route: RouteContract) =>
  SECTIONS.find(({ heading }) => heading.includes(`\`${title(route)}\``))?.body ?? '';

function fieldsOf(schema: TSchema | undefined): string[] {
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
}

/** What the schema refuses or does not know. */
function misfits(schema: TSchema, example: unknown): unknown[] {
  const known = Clean(schema, Clone(example));
  const unknown = JSON.stringify(known) === JSON.stringify(example) ? [] : ['unknown fields'];
  return [...Compile(schema).Errors(example), ...unknown];
}

const codesIn = (text = '') => [...text.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code ?? '');

function routeOf(id: string): RouteContract {
  const route = ROUTES.find((one) => one.id === id);
  if (!route) throw new Error(`There is no route ${id}`);
  return route;
}

function exampleOf(route: RouteContract, status: string): CodeBlock | undefined {
  return EXAMPLES.find(({ tags }) => tags.route === route.id && tags.status === status);
}

it('shows each route of the contract with its scope, its parameters and a curl line', () => {
  for (const route of ROUTES) {
    const body = bodyOf(route);
    expect(body, title(route)).not.toBe('');
    expect(body, title(route)).toContain(
      SCOPE_LINES[route.access] ?? `Scope: \`${route.access}\`.`,
    );
    for (const field of [...fieldsOf(route.query), ...fieldsOf(route.body)]) {
      expect(body, `${title(route)}: ${field}`).toContain(`\`${field}\``);
    }
    const path = route.path.replaceAll(
      /:([a-zA-Z]+)/g,
      (_, name) => `$${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`,
    );
    expect(body, title(route)).toContain(`$URL${path}`);
  }
});

const withoutLinks = (text: string) => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');

it('describes each parameter with the words of the OpenAPI document', () => {
  const differing = ROUTES.flatMap((route) => {
    const rows = [
      ...bodyOf(route).matchAll(/^\| (`[^|]*`) *\| (?:path|query|body) *\| (.*?) *\|$/gm),
    ];
    // Some rows only point to a paragraph above them.
    const own = rows.filter(([, , text]) => !text?.includes('see above'));
    return own.flatMap(([, names = '', text = '']) =>
      [...names.matchAll(/`(\w+)`/g)]
        .map(([, name = '']) => [name, parameterTexts(route)[name]] as const)
        .filter(([, described]) => described !== withoutLinks(text))
        .map(([name, described]) => `${title(route)} ${name}: ${text} | ${described}`),
    );
  });
  expect(differing).toEqual([]);
});

it('shows no route that the contract does not have', () => {
  const known = new Set(ROUTES.map(title));
  const shown = SECTIONS.flatMap(({ heading }) => [
    ...heading.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/g),
  ]).map(([, route]) => route as string);
  expect(shown.filter((route) => !known.has(route))).toEqual([]);
});

it('has an example for every answer of a route, where GET and POST of a grab share one', () => {
  const without = ROUTES.filter(({ id }) => !/^grab.*Post$/.test(id)).flatMap((route) =>
    Object.keys(route.responses)
      .filter((status) => !exampleOf(route, status))
      .map((status) => `${title(route)} ${status}`),
  );
  expect(without).toEqual([]);
});

it.each(EXAMPLES.map((block) => [JSON.stringify(block.tags), block] as const))(
  'the example %s fits its schema, field by field',
  (_, { tags, text }) => {
    const example = JSON.parse(text) as { code?: string };
    if (tags.error !== undefined) {
      expect(misfits(ApiErrorBody, example)).toEqual([]);
      expect(example.code).toBe(tags.error);
      return;
    }
    const route = ROUTES.find(({ id }) => id === tags.route);
    const schema = route?.responses[Number(tags.status)];
    if (!schema) throw new Error(`No route answers ${JSON.stringify(tags)}`);
    expect(misfits(schema, example)).toEqual([]);
  },
);

it('explains every error code with its status, and names no other', () => {
  const table = SECTIONS.find(({ heading }) => heading === 'Every error code')?.body ?? '';
  const rows = [...table.matchAll(/^\| `([A-Z_]+)` *\| (\d+) *\|/gm)];
  expect(Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))).toEqual(
    ERROR_STATUS,
  );
});

it('lists the further errors of each route as the contract has them', () => {
  const listed = (route: RouteContract) =>
    codesIn(/^Further errors: (.*)$/m.exec(bodyOf(route))?.[1]);
  for (const route of ROUTES) {
    expect(listed(route).sort(), title(route)).toEqual([...furtherErrorsOf(route)].sort());
  }
  const common = /\*\*Every route\*\* that needs a key([^.]*)\./.exec(TEXT)?.[1];
  expect(codesIn(common)).toEqual(COMMON_ERRORS);
});

it('says of each code that no route answers where it is found', () => {
  const answered = new Set(ROUTES.flatMap(errorsOf));
  const rows = [...TEXT.matchAll(/^\| `([A-Z_]+)` *\|(.*)$/gm)].map(
    ([, code, row]) => [code as ErrorCode, row ?? ''] as const,
  );
  for (const [code, row] of rows.filter(([name]) => Object.hasOwn(ERROR_STATUS, name))) {
    const isPlaced = /found in `(last_error|error)`|only seen in the log/.test(row);
    expect(isPlaced, `${code}:${row}`).toBe(!answered.has(code));
  }
});

it('gives each code that its text names its own status', () => {
  const pairs = [...TEXT.matchAll(/`([A-Z_]+)` \((\d{3})\)|(\d{3}) `([A-Z_]+)`/g)];
  const named = pairs.map(([, code, status, first, second]) => [code ?? second, status ?? first]);
  expect(named.length).toBeGreaterThan(2);
  for (const [code, status] of named) {
    expect(`${code} ${status}`).toBe(`${code} ${ERROR_STATUS[code as ErrorCode]}`);
  }
});

it('shows after an action the status that the action leaves', () => {
  const status = (id: string) => JSON.parse(exampleOf(routeOf(id), '200')?.text ?? '').data.status;
  expect(['stopSession', 'logoutSession'].map(status)).toEqual(['disconnected', 'disconnected']);
  expect(['startSession', 'restartSession'].map(status)).toEqual(['connecting', 'connecting']);
});

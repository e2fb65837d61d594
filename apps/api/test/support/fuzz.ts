import type { RouteContract } from '@grabber/contracts/route';
import fc, { type Arbitrary } from 'fast-check';
import type { TSchema } from 'typebox';
import { arbitraryOf } from './arbitrary-of.ts';

export type KeyKind =
  | 'admin'
  | 'all scopes'
  | 'read only'
  | 'of another workspace'
  | 'wrong'
  | 'none';
export type SessionKind = 'connected' | 'pairing' | 'stopped';

/** One request: partly as its contract wants it, partly not. */
export type FuzzedRequest = {
  readonly key: KeyKind;
  /** A session that exists; else `id` is used. */
  readonly session: SessionKind | undefined;
  readonly id: string;
  /** The contact or group of the path is one that is stored; else `id` is used. */
  readonly item: boolean;
  /** The id goes into the path without being encoded. */
  readonly raw: boolean;
  /** With its `?`, or empty. */
  readonly query: string;
  readonly body: string | undefined;
  readonly contentType: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
};

const JSON_TYPE = 'application/json';

/** Requests to one route; most have a valid key and a known session, so that many get far. */
export function fuzzedRequests(route: RouteContract): Arbitrary<FuzzedRequest> {
  return fc
    .record({
      key: oneOf<KeyKind>(
        [8, fc.constantFrom<KeyKind>('admin', 'all scopes')],
        [2, fc.constantFrom<KeyKind>('read only', 'of another workspace', 'wrong', 'none')],
      ),
      session: oneOf<SessionKind | undefined>(
        [8, fc.constantFrom<SessionKind>('connected', 'pairing', 'stopped')],
        [2, fc.constant(undefined)],
      ),
      item: oneOf<boolean>([4, fc.constant(true)], [1, fc.constant(false)]),
      place: oneOf<{ id: string; raw: boolean }>(
        [3, fc.uuid().map((id) => ({ id, raw: false }))],
        [4, texts().map((text) => ({ id: text.replace(/^\.*$/, 'x'), raw: false }))],
        [3, fc.constantFrom('%', '%ff', '%00', "'--", 'x'.repeat(600)).map(asRaw)],
      ),
      query: queries(route.query),
      payload: payloads(route.body),
      headers: fc.constantFrom(...headersFor(route)),
    })
    .map(({ place, payload, ...rest }) => ({ ...rest, ...place, ...payload }));
}

const ASYNC = { prefer: 'respond-async' };

function headersFor({ responses }: RouteContract): readonly Readonly<Record<string, string>>[] {
  const usual = [
    {},
    { accept: 'image/png' },
    { accept: 'image/svg+xml' },
    { 'accept-language': 'en' },
  ];
  const mayWait = 200 in responses && 202 in responses;
  return mayWait ? [...usual, ASYNC, ASYNC] : usual;
}

const asRaw = (id: string) => ({ id, raw: true });

function texts(): Arbitrary<string> {
  return fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
}

/** As the contract has it, or with values, names and repetitions that it has not. */
function queries(schema: TSchema | undefined): Arbitrary<string> {
  const names = Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
  const valid: Arbitrary<unknown> = schema ? arbitraryOf(schema) : fc.constant({});
  const anyName = fc.oneof(fc.constantFrom('x', '__proto__', ...names), texts());
  const broken = fc.array(
    fc.tuple(anyName, fc.oneof(texts(), fc.constantFrom('', '0', '-1', '1e3'))),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  return oneOf<string>(
    [6, valid.map((values) => toQuery(Object.entries(values as object)))],
    [3, broken.map(toQuery)],
    [1, fc.constantFrom('?', '?&', '?=', '?%', '?x[]=1', '?limit=1&limit=2')],
  );
}

function toQuery(pairs: readonly (readonly [string, unknown])[]): string {
  const encoded = pairs.map((pair) =>
    pair.map((part) => encodeURIComponent(String(part))).join('='),
  );
  return encoded.length === 0 ? '' : `?${encoded.join('&')}`;
}

type Payload = Pick<FuzzedRequest, 'body' | 'contentType'>;

function payloads(schema: TSchema | undefined): Arbitrary<Payload> {
  const json = (value: unknown): Payload => ({
    body: JSON.stringify(value),
    contentType: JSON_TYPE,
  });
  const nothing: Payload = { body: undefined, contentType: undefined };
  const valid = schema ? arbitraryOf(schema).map(json) : fc.constant(nothing);
  const extended = schema
    ? fc
        .tuple(arbitraryOf(schema), fc.dictionary(texts(), fc.jsonValue(), { maxKeys: 3 }))
        .map(([body, more]) => json({ ...(body as object), ...more }))
    : fc.constantFrom(json({}), json([]), json({ x: 1 }), json([1]));
  return oneOf<Payload>(
    [6, valid],
    [2, extended],
    [2, fc.jsonValue().map(json)],
    [1, texts().map((body) => ({ body, contentType: JSON_TYPE }))],
    [1, fc.constantFrom(nothing, { body: '', contentType: JSON_TYPE })],
    [1, texts().map((body) => ({ body, contentType: 'text/plain' }))],
  );
}

function oneOf<T>(...choices: readonly [weight: number, arbitrary: Arbitrary<T>][]): Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

import { type Answer, type RequestOptions, request } from './request.ts';
import type { TestApi } from './test-api.ts';

/** Sends what a page of the console sends: the cookie, and no key. */
export type Browser = {
  readonly cookie: string;
  /** The answer to the sign-in. */
  readonly answer: Answer;
  ask(path: string, options?: RequestOptions): Promise<Answer>;
};

const OWN = { 'x-requested-with': 'console' };

/** Signs in with a key or with the token of a link. */
export async function signIn(
  api: Pick<TestApi, 'url'>,
  body: { readonly key: string } | { readonly token: string },
  headers: Record<string, string> = {},
): Promise<Browser> {
  const path = '/api/console/session';
  const answer = await request(api, path, { method: 'POST', key: null, body, headers });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    cookie,
    answer,
    ask: (asked, options = {}) =>
      request(api, asked, {
        key: null,
        ...options,
        headers: { cookie, ...OWN, ...options.headers },
      }),
  };
}

/** Makes a sign-in link, and answers its token. */
export async function linkToken(api: Pick<TestApi, 'url'>): Promise<string> {
  const { body } = await request(api, '/api/console/links', { method: 'POST' });
  return new URL(body.data.url).hash.replace('#sign-in=', '');
}

/** A clock that runs ahead while `later` is at work. */
export function movableClock() {
  let aheadMs = 0;
  return {
    clock: () => new Date(Date.now() + aheadMs),
    async later<T>(byMs: number, work: () => Promise<T>): Promise<T> {
      aheadMs += byMs;
      try {
        return await work();
      } finally {
        aheadMs -= byMs;
      }
    },
  };
}

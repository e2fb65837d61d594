import { createApiClient } from '@grabber/api-client';
import { i18n } from '@lingui/core';
import { ApiFailure, type ErrorBody } from './api-failure.ts';
import { BASE_PATH } from './base-path.ts';

/** The API refuses a change by a cookie without this header, which no other site can send. */
const OWN_REQUEST = { 'x-requested-with': 'console' } as const;

/** The calls of the API, by the cookie of the signed-in browser. */
export const api = createApiClient({
  url: new URL(BASE_PATH, location.origin).href,
  headers: OWN_REQUEST,
});
api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', apiLanguage());
    return request;
  },
});

/** The API answers in Indonesian and English. */
export function apiLanguage(): string {
  return i18n.locale === 'id' ? 'id' : 'en';
}

type Answer<T> = { data?: { data: T }; error?: unknown; response: Response };

/** The `data` of an answer. Rejects with ApiFailure. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw ApiFailure.offline(cause);
  });
  if (data !== undefined) return data.data;
  throw ApiFailure.of(response, (error ?? {}) as ErrorBody);
}

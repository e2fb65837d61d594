import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

/** Calls of the API with the types of its OpenAPI document: `client.GET('/api/sessions/{id}', …)`. */
export type ApiClient = Client<paths>;

/** A part of an answer by its name in the document, for example `Schema<'Session'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export type ApiClientOptions = {
  /** With the path below which a proxy serves the API, if any. */
  readonly url: string;
  /** Absent in a browser that is signed in by a cookie. */
  readonly key?: string;
  readonly language?: 'id' | 'en';
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the calls that run when it aborts. */
  readonly signal?: AbortSignal;
};

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { url, key, language, headers, signal } = options;
  return createClient<paths>({
    baseUrl: url.replace(/\/$/, ''),
    headers: {
      ...(key && { 'x-api-key': key }),
      ...(language && { 'accept-language': language }),
      ...headers,
    },
    ...(signal && { signal }),
  });
}

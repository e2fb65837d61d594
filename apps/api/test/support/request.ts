import { expectDocumented } from './expect-documented.ts';
import { ADMIN_KEY, type TestApi } from './test-api.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at bodies that they expect
  readonly body: any;
};

export type RequestOptions = {
  readonly method?: string;
  /** Null sends none; by default the admin key. */
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

/** One request; `body` is the parsed answer where that is JSON. */
export async function request(
  api: Pick<TestApi, 'url'>,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const { method = 'GET', key = ADMIN_KEY, headers = {}, body, signal } = options;
  const response = await fetch(new URL(path, api.url), {
    method,
    headers: {
      ...(key !== null && { 'x-api-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const isJson = type.startsWith('application/json');
  const parsed = isJson && text ? JSON.parse(text) : undefined;
  expectDocumented(method, path, { status: response.status, type, text });
  return { status: response.status, headers: response.headers, text, body: parsed };
}

/** A stored session whose engine side is in the given status, with its account. */
export async function createSession(api: TestApi, name = 'Nama Session'): Promise<string> {
  const { body } = await request(api, '/api/sessions', { method: 'POST', body: { name } });
  return body.data.session_id;
}

export async function connectedSession(
  api: TestApi,
  account: Parameters<TestApi['engine']['setAccount']>[1] = {},
  name?: string,
): Promise<string> {
  const id = await createSession(api, name);
  api.engine.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  api.engine.setAccount(id, account);
  return id;
}

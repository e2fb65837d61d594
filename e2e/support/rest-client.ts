import { setTimeout as sleep } from 'node:timers/promises';

type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the tests compare bodies field by field
  readonly body: any;
  readonly headers: Headers;
};
export type RestClient = (
  method: string,
  path: string,
  options?: { body?: object; headers?: Record<string, string> },
) => Promise<Answer>;

/** What a REST client of the API sees: status, headers and the parsed body. */
export function createRestClient(apiUrl: string, key: string): RestClient {
  return async (method, path, { body, headers } = {}) => {
    const response = await fetch(`${apiUrl}/api${path}`, {
      method,
      headers: {
        'x-api-key': key,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json(), headers: response.headers };
  };
}

/** Repeats the call until `done` holds. Fails with the last answer when it never does. */
export async function poll<T>(
  ask: () => Promise<T>,
  done: (value: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (done(value)) return value;
    if (Date.now() > deadline) throw new Error(`It never came: ${JSON.stringify(value)}`);
    await sleep(100);
  }
}

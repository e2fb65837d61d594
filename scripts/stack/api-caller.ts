/** Calls the API like any REST client. Resolves with `data` of the answer. */
export type ApiCaller = <Data>(method: string, path: string, body?: object) => Promise<Data>;

type Answer = { data: never; code: string; message?: string; error?: string };

/** The API answered with an error. */
export class ApiCallError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`);
    this.name = 'ApiCallError';
    this.status = status;
    this.code = code;
  }
}

/** Calls are aborted when `stopped` aborts. */
export function createApiCaller(
  apiUrl: string,
  apiKey: string,
  stopped = AbortSignal.any([]),
): ApiCaller {
  return async (method, path, body) => {
    const response = await fetch(`${apiUrl}/api${path}`, {
      method,
      signal: stopped,
      headers: {
        'x-api-key': apiKey,
        'accept-language': 'en',
        // A kept connection may end while the caller blocks this process, for example with compose. The next call fails.
        connection: 'close',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer;
    if (!response.ok) {
      throw new ApiCallError(response.status, answer.code, answer.message ?? answer.error ?? '');
    }
    return answer.data;
  };
}

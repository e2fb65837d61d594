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

/** Calls are aborted when `stopped` aborts, and reject with ApiCallError where the API refuses. */
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

type TypedAnswer<Data> = {
  /** A text where the route also answers files. */
  readonly data?: { readonly data: Data } | string | undefined;
  readonly error?: unknown;
  readonly response: Response;
};

/** `data` of an answer of the typed client. Rejects with ApiCallError where the answer is an error. */
export async function dataOf<Data>(answered: Promise<TypedAnswer<Data>>): Promise<Data> {
  const { data, error, response } = await answered;
  if (typeof data === 'object') return data.data;
  const body = (error ?? {}) as Partial<Answer>;
  throw new ApiCallError(response.status, body.code ?? '', body.message ?? body.error ?? '');
}

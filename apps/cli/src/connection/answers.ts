/** The API answered with an error. Its message is in the language of the command. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly details: readonly string[];

  constructor(status: number, body: ErrorBody) {
    super(body.message ?? body.error ?? `HTTP ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code ?? '';
    this.requestId = body.request_id;
    this.details = (body.details ?? []).map(({ path, message }) => `${path} ${message}`);
  }
}

type ErrorBody = {
  readonly message?: string;
  readonly error?: string;
  readonly code?: string;
  readonly request_id?: string;
  readonly details?: readonly { readonly path: string; readonly message: string }[];
};

/** Nothing answers at the address, or the connection broke. `code` is the system's, for example ECONNREFUSED. */
export class UnreachableError extends Error {
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super(`The API does not answer (${code}).`, { cause });
    this.name = 'UnreachableError';
    this.code = code;
  }
}

type Answer<Body> = {
  readonly data?: Body | undefined;
  readonly error?: unknown;
  readonly response: Response;
};

/** The body of an answer. Rejects with ApiError, with UnreachableError, and with AbortError where the call was aborted. */
export async function bodyOf<Body>(call: Promise<Answer<Body>>): Promise<Body> {
  const { data, error, response } = await call.catch(rethrow);
  if (response.ok && data !== undefined) return data;
  throw new ApiError(response.status, typeof error === 'object' ? (error ?? {}) : {});
}

/** `data` of an answer, with the rejections of `bodyOf`. */
export async function dataOf<Data>(
  call: Promise<Answer<{ readonly data: Data } | string>>,
): Promise<Data> {
  const body = await bodyOf(call);
  if (typeof body === 'object') return body.data;
  throw new ApiError(502, { message: 'The answer is no JSON: is this the address of the API?' });
}

/** Throws what a caller can explain: UnreachableError, or the AbortError as it is. */
export function rethrow(error: unknown): never {
  const { name, cause } = error as Error;
  if (name === 'AbortError') throw error;
  const { code, message } = (cause ?? error) as { code?: string; message: string };
  if (error instanceof SyntaxError) throw new UnreachableError('no JSON', error);
  throw new UnreachableError(code ?? message, error);
}

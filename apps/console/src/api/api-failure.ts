export type ErrorBody = {
  readonly code?: string;
  readonly message?: string;
  readonly error?: string;
  readonly request_id?: string;
  readonly details?: readonly { readonly path: string; readonly message: string }[];
};

const SECONDS = /^\d{1,6}$/;

/** An error answer of the API. The message is in the language of the page, where the API has it. */
export class ApiFailure extends Error {
  /** 0: no answer came. */
  readonly status: number;
  /** Of the error catalogue, or `OFFLINE`. */
  readonly code: string;
  readonly requestId: string | null;
  readonly details: NonNullable<ErrorBody['details']>;
  /** In so many seconds it may work. Null: the answer does not say. */
  readonly retryAfter: number | null;

  private constructor(status: number, body: ErrorBody, retryAfter: string | null, cause?: unknown) {
    super(body.message ?? body.error ?? '', { cause });
    this.status = status;
    this.code = body.code ?? 'UNKNOWN';
    this.requestId = body.request_id ?? null;
    this.details = body.details ?? [];
    this.retryAfter = SECONDS.test(retryAfter ?? '') ? Number(retryAfter) : null;
  }

  static of(
    { status, headers }: Pick<Response, 'status' | 'headers'>,
    body: ErrorBody,
  ): ApiFailure {
    return new ApiFailure(status, body, headers.get('retry-after'));
  }

  static offline(cause: unknown): ApiFailure {
    return new ApiFailure(0, { code: 'OFFLINE' }, null, cause);
  }
}

const GONE: ReadonlySet<string> = new Set(['CONTACT_NOT_FOUND', 'GROUP_NOT_FOUND']);

/** The person or group of an address is not stored. Another try cannot help. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiFailure && GONE.has(error.code);
}

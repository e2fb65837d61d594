import type { ReadableStream } from 'node:stream/web';
import { pause } from '@grabber/primitives/abort';
import { backoffMs } from '@grabber/primitives/retry';
import { AwsV4Signer } from 'aws4fetch';
import { unavailable } from './bundle-store.ts';

export type S3Settings = {
  readonly bucket: string;
  /** Before the names of bundles, without a slash at its ends. May be empty. */
  readonly prefix: string;
  /** Of an S3-compatible server. Undefined: Amazon's own for the region. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly sessionToken: string | undefined;
};

export type S3Request = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** The key of an object. Empty: the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called once for each try. */
  readonly body?: () => ReadableStream<Uint8Array>;
};

/** Longer than a large bundle takes on a slow line. */
const REQUEST_TIMEOUT_MS = 120_000;
const TRIES = 3;
const BACKOFF = { firstMs: 200, maxMs: 1_000 };
const DEFAULT_REGION = 'us-east-1';
/** Of nothing. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Sends one signed request, and again where the server or the line had a passing fault. Answers any other status.
 * Rejects with ServiceError PROFILE_STORE_UNAVAILABLE.
 */
export async function sendToS3(settings: S3Settings, request: S3Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(settings, request).catch((error: unknown) => error as Error);
    const isPassing = answer instanceof Error || answer.status >= 500 || answer.status === 429;
    if (!isPassing) return answer;
    if (!(answer instanceof Error)) await answer.body?.cancel();
    if (attempt === TRIES) throw unreachable(answer);
    await pause(backoffMs(attempt, BACKOFF));
  }
}

function unreachable(answer: Error | Response): Error {
  if (answer instanceof Response) return unavailable(`its server answers ${answer.status}`);
  const { code } = (answer.cause ?? {}) as { code?: string };
  return unavailable(code ?? answer.name, answer);
}

async function send(settings: S3Settings, request: S3Request): Promise<Response> {
  const {
    accessKeyId = '',
    secretAccessKey = '',
    sessionToken,
    region = DEFAULT_REGION,
  } = settings;
  const signed = await new AwsV4Signer({
    method: request.method,
    url: addressOf(settings, request),
    headers: { 'x-amz-content-sha256': EMPTY_SHA256, ...request.headers },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    service: 's3',
    region,
  }).sign();
  const body = request.body?.();
  return fetch(signed.url, {
    method: request.method,
    headers: signed.headers,
    redirect: 'error',
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    ...(body !== undefined && { body, duplex: 'half' }),
  } as RequestInit);
}

/** The bucket is in the path: every server knows this form, also one without names of its own for buckets. */
function addressOf(settings: S3Settings, { key, query = {} }: S3Request): string {
  const { bucket, endpoint, region = DEFAULT_REGION } = settings;
  const base = endpoint ?? `https://s3.${region}.amazonaws.com`;
  const path = [bucket, ...key.split('/').filter(Boolean)].map(encodeURIComponent).join('/');
  const url = new URL(`${base.replace(/\/+$/, '')}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

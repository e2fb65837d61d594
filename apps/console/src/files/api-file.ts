import { ApiFailure, type ErrorBody } from '../api/api-failure.ts';
import { apiLanguage } from '../api/client.ts';

/** Enough for some rows of any file. */
const PREVIEW_BYTES = 32_768;

/** Rejects with ApiFailure. */
async function ask(url: string, signal: AbortSignal): Promise<Response> {
  const headers = { 'accept-language': apiLanguage() };
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw ApiFailure.offline(cause);
  });
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  throw ApiFailure.of(response, body);
}

/** The beginning of a file. The rest is not sent. Rejects with ApiFailure. */
export async function readBeginning(
  url: string,
  outer: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const stop = new AbortController();
  const response = await ask(url, AbortSignal.any([outer, stop.signal]));
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; size < PREVIEW_BYTES && reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    parts.push(value);
  }
  stop.abort();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Asks whether the API would send the file, and does not wait for what is in it. Rejects with ApiFailure. */
export async function requireFile(url: string): Promise<void> {
  const stop = new AbortController();
  await ask(url, stop.signal);
  stop.abort();
}

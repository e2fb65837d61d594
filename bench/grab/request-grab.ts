import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/** Enough for the counters, which come after the rows. */
const TAIL_CHARS = 4_000;

export type GrabAnswer = {
  /** From the request to the last byte of the answer. */
  readonly ms: number;
  readonly bytes: number;
  readonly saved: number;
};

/** Requests a grab and reads its answer as fast as it comes, without parsing it. */
export async function requestGrab(url: URL, apiKey: string): Promise<GrabAnswer> {
  const startedAt = performance.now();
  const asked = request(url, { headers: { 'x-api-key': apiKey } }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let bytes = 0;
  let tail = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    tail = (tail + chunk.subarray(-TAIL_CHARS).toString('latin1')).slice(-TAIL_CHARS);
  }
  const ms = performance.now() - startedAt;
  const saved = /"saved_count":(\d+)/.exec(tail)?.[1];
  if (response.statusCode !== 200 || saved === undefined || !tail.includes('"complete":true')) {
    throw new Error(`The grab was not complete (${response.statusCode}): ${tail.slice(-300)}`);
  }
  return { ms, bytes, saved: Number(saved) };
}

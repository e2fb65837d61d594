import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { AddressForbidden, type AddressPolicy } from './address-policy.ts';

const EXCERPT_BYTES = 1_024;

/** How a request went. Without `error` it was delivered. */
export type Posted = {
  readonly status: number | null;
  readonly error: string | null;
  readonly excerpt: string | null;
  readonly durationMs: number;
};

export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly policy: AddressPolicy;
  readonly signal?: AbortSignal;
};

/**
 * Posts to a receiver: to no forbidden address, without following redirects, within a time. A new connection each time,
 * so that the address is checked each time. Never throws.
 */
export async function postWebhook(request: WebhookRequest): Promise<Posted> {
  const startedAt = performance.now();
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signals = [deadline, ...(request.signal ? [request.signal] : [])];
  const duration = () => Math.round(performance.now() - startedAt);
  try {
    const answer = await send(request, AbortSignal.any(signals));
    const excerpt = await readExcerpt(answer);
    const status = answer.statusCode ?? 0;
    return { status, error: errorOf(status), excerpt, durationMs: duration() };
  } catch (error) {
    const code = deadline.aborted ? 'TIMEOUT' : codeOf(error);
    return { status: null, error: code, excerpt: null, durationMs: duration() };
  }
}

function send(
  { url, headers, body, policy }: WebhookRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const target = new URL(url);
  const { isAllowed, lookup } = policy.forUrl(target);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // Node connects to a literal address without a look-up.
  if (isIP(host) !== 0 && !isAllowed(host)) throw new AddressForbidden();
  const bytes = Buffer.from(body);
  const open = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = open(target, {
      method: 'POST',
      // No pool: a kept connection would skip the check of the address.
      agent: false,
      lookup,
      signal,
      headers: {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        // Without it the body would be chunked, which PHP behind FastCGI reads as empty.
        'content-length': String(bytes.length),
        'user-agent': 'whatsapp-contact-grabber-webhooks/1',
      },
    });
    request.once('response', resolve);
    request.on('error', reject);
    request.end(bytes);
  });
}

/** The beginning of the text. A body that breaks off or never ends does not change how the request went. */
async function readExcerpt(answer: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= EXCERPT_BYTES) break;
    }
  } catch {
    // The status is what counts.
  }
  answer.destroy();
  const text = Buffer.concat(chunks).subarray(0, EXCERPT_BYTES).toString('utf8');
  return text === '' ? null : text.replaceAll('\0', '');
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'REDIRECTED' : 'REFUSED';
}

/** Codes of Node, as ECONNREFUSED, say what an operator can look up. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'CONNECTION_FAILED';
}

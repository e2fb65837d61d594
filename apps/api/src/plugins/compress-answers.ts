import { pipeline, Readable, type Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  zstdCompress,
} from 'node:zlib';
import type { HttpServer } from '@grabber/service-kit/http-server';

type Encoding = {
  readonly name: 'zstd' | 'br' | 'gzip';
  readonly whole: (bytes: Buffer) => Promise<Buffer>;
  readonly stream: () => Transform;
};

/** Below this an answer fits into one packet, compressed or not. */
const MIN_BYTES = 1_400;
/** What shrinks. Events must leave at once; pictures and workbooks are compressed already. */
const COMPRESSIBLE =
  /^(?:text\/(?!event-stream)|image\/svg\+xml|application\/(?:json|x-ndjson|javascript|[^;]+\+json))/;

// Higher levels take twice as long for a tenth less.
const GZIP = { level: 1 };
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The cheapest first, for clients that take several. docs/performance.md says what each costs. */
const ENCODINGS: readonly Encoding[] = [
  {
    name: 'zstd',
    whole: (bytes) => promisify(zstdCompress)(bytes, ZSTD),
    stream: () => createZstdCompress(ZSTD),
  },
  {
    name: 'br',
    whole: (bytes) => promisify(brotliCompress)(bytes, BROTLI),
    stream: () => createBrotliCompress(BROTLI),
  },
  {
    name: 'gzip',
    whole: (bytes) => promisify(gzip)(bytes, GZIP),
    stream: () => createGzip(GZIP),
  },
];

/**
 * Compresses answers for clients that ask for it. Streams stay streams. Register it behind the other hooks
 * that see an answer before it is sent: those then refuse an answer that is not compressed yet.
 */
export function compressAnswers(app: HttpServer): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (!COMPRESSIBLE.test(type) || reply.hasHeader('content-encoding')) return payload;
    const body = bodyOf(payload);
    if (body === null || request.method === 'HEAD') return payload;
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'accept-encoding' : `${vary}, accept-encoding`);
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (encoding === null) return payload;
    const compressed = Buffer.isBuffer(body) ? await encoding.whole(body) : through(body, encoding);
    reply.removeHeader('content-length');
    reply.header('content-encoding', encoding.name);
    return compressed;
  });
}

/** Null: it is missing or too small. */
function bodyOf(payload: unknown): Readable | Buffer | null {
  if (payload instanceof Readable) return payload;
  const isBytes = typeof payload === 'string' || Buffer.isBuffer(payload);
  if (!isBytes || payload.length < MIN_BYTES) return null;
  return Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
}

function through(body: Readable, { stream }: Encoding): Transform {
  const compressed = stream();
  // Each end takes the other one along. What failed was logged where it failed.
  pipeline(body, compressed, () => {});
  return compressed;
}

/** The encoding that the client likes best. Null: as it is. */
function encodingFor(header: string | undefined): Encoding | null {
  if (header === undefined) return null;
  const weights = weightsOf(header);
  const weightOf = ({ name }: Encoding) => weights.get(name) ?? 0;
  const [best] = ENCODINGS.toSorted((one, other) => weightOf(other) - weightOf(one));
  const plain = weights.get('identity') ?? 0;
  return best !== undefined && weightOf(best) > 0 && weightOf(best) >= plain ? best : null;
}

/** The encodings that a client accepts, by its weight of each (RFC 9110, 12.5.3). */
function weightsOf(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice('q='.length);
    weights.set(name, Number(weight ?? 1) || 0);
  }
  // Every client that takes anything knows gzip.
  const any = weights.get('x-gzip') ?? weights.get('*');
  if (any !== undefined && !weights.has('gzip')) weights.set('gzip', any);
  return weights;
}

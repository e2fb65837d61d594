import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { BundlePlace } from './bundle-header.ts';
import {
  alreadyThere,
  type BundleStore,
  bundleName,
  newestFirst,
  notThere,
  placeOf,
  type SealedFile,
  unavailable,
  withStoreErrors,
} from './bundle-store.ts';
import { type S3Request, type S3Settings, sendToS3 } from './s3-requests.ts';

/** What an object remembers of itself, so that an upload that was tried again knows its own. */
const CONTENT_HASH = 'x-amz-meta-sha256';
/** Amazon stores no upload that was cut off. Some other servers do. */
const CONTENT_BYTES = 'x-amz-meta-bytes';

/** Bundles in a bucket of Amazon S3, or of a server that speaks its protocol. */
export function createS3Store(settings: S3Settings): BundleStore {
  const keyOf = (path: string) => [settings.prefix, path].filter(Boolean).join('/');
  const objectOf = ({ session_id, generation }: BundlePlace) =>
    keyOf(`${session_id}/${bundleName(generation)}`);
  const ask = (request: S3Request) => sendToS3(settings, request);
  return {
    async put(place, sealed, { replace } = { replace: false }) {
      const key = objectOf(place);
      // Looked up first, because a server may not know the condition of the upload.
      if (!replace && (await holdsOther(ask, key, sealed))) throw alreadyThere(place);
      const { status, body } = await upload(ask, key, { sealed, replace });
      await body?.cancel();
      // Another engine was faster, or an earlier try of this upload arrived.
      if ([409, 412].includes(status)) {
        if (await holdsOther(ask, key, sealed)) throw alreadyThere(place);
      } else if (status !== 200) throw refused(status);
    },
    async get(place) {
      const { status, body } = await ask({ method: 'GET', key: objectOf(place) });
      if (status === 200 && body) return readBody(body as ReadableStream<Uint8Array>);
      await body?.cancel();
      throw status === 404 ? notThere(place.generation) : refused(status);
    },
    async list(sessionId) {
      const places = await listBelow(ask, keyOf(`${sessionId}/`), settings.prefix);
      const generations = places.map(async (place) =>
        (await isWhole(ask, objectOf(place))) ? place.generation : null,
      );
      return newestFirst(await Promise.all(generations));
    },
    listAll: () => listBelow(ask, settings.prefix && `${settings.prefix}/`, settings.prefix),
    async remove(place) {
      const { status, body } = await ask({ method: 'DELETE', key: objectOf(place) });
      await body?.cancel();
      if (![200, 204, 404].includes(status)) throw refused(status);
    },
  };
}

type Ask = (request: S3Request) => Promise<Response>;

/** One request, so that the object is there when the upload is whole, and not before. */
function upload(
  ask: Ask,
  key: string,
  { sealed, replace }: { sealed: SealedFile; replace: boolean },
): Promise<Response> {
  return ask({
    method: 'PUT',
    key,
    headers: {
      'content-length': String(sealed.bytes),
      'content-type': 'application/octet-stream',
      // The server refuses what arrives as something else.
      'x-amz-content-sha256': sealed.sha256,
      [CONTENT_HASH]: sealed.sha256,
      [CONTENT_BYTES]: String(sealed.bytes),
      ...(!replace && { 'if-none-match': '*' }),
    },
    body: () => Readable.toWeb(createReadStream(sealed.file)),
  });
}

/** Whether an object is there that is not this file. */
async function holdsOther(ask: Ask, key: string, { sha256 }: SealedFile): Promise<boolean> {
  const { status, headers } = await ask({ method: 'HEAD', key });
  if (status === 404) return false;
  if (status !== 200) throw refused(status);
  return headers.get(CONTENT_HASH) !== sha256;
}

async function isWhole(ask: Ask, key: string): Promise<boolean> {
  const { status, headers } = await ask({ method: 'HEAD', key });
  return status === 200 && headers.get('content-length') === headers.get(CONTENT_BYTES);
}

function readBody(body: ReadableStream<Uint8Array>): Readable {
  const explain = (error: unknown) => unavailable('its answer was cut off', error);
  return Readable.from(withStoreErrors(body, explain), { objectMode: false });
}

/** Pages of the bucket's listing. Its keys are those that this file makes, so no XML parser is needed. */
async function listBelow(ask: Ask, below: string, root: string): Promise<BundlePlace[]> {
  const found: BundlePlace[] = [];
  let token: string | undefined;
  do {
    const query = {
      'list-type': '2',
      prefix: below,
      ...(token !== undefined && { 'continuation-token': token }),
    };
    const answer = await ask({ method: 'GET', key: '', query });
    const text = await answer.text();
    if (answer.status !== 200) throw refused(answer.status);
    for (const [, key = ''] of text.matchAll(/<Key>([^<]*)<\/Key>/g)) {
      const place = placeOf(root === '' ? key : key.slice(root.length + 1));
      if (place) found.push(place);
    }
    token = /<NextContinuationToken>([^<]*)</.exec(text)?.[1];
  } while (token !== undefined);
  return found;
}

function refused(status: number) {
  const why: Readonly<Record<number, string>> = {
    403: 'its server refuses the credentials',
    404: 'its bucket does not exist',
  };
  return unavailable(why[status] ?? `its server answers ${status}`);
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { onTestFinished } from 'vitest';
import { folderForTest } from './linked-profile.ts';

/** The one account of the test server. */
const CREDENTIALS = {
  region: 'us-east-1',
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
  sessionToken: undefined,
};
const BUCKET = 'profiles';

/** A real S3 server on loopback, with an empty bucket. */
export async function startS3Server() {
  const server = new S3rver({
    address: '127.0.0.1',
    port: await freePort(),
    silent: true,
    directory: join(await folderForTest(), 'buckets'),
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  let isOpen = true;
  const stop = async () => {
    if (isOpen) await server.close();
    isOpen = false;
  };
  onTestFinished(stop);
  return { settings: settingsFor(port), stop };
}

/** A server that answers with these statuses in turn, for what the test server does not know. */
export async function startS3Stub(statuses: number[]) {
  const seen: { method: string | undefined; condition: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { method, headers } = request;
    seen.push({ method, condition: headers['if-none-match'] });
    request.resume().on('end', () => response.writeHead(statuses.shift() ?? 500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { settings: settingsFor((server.address() as AddressInfo).port), seen };
}

function settingsFor(port: number) {
  const endpoint = `http://127.0.0.1:${port}`;
  return { ...CREDENTIALS, bucket: BUCKET, prefix: 'of/tests', endpoint };
}

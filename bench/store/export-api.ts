import { request } from 'node:http';
import { launchStoredApi } from '../launch-stored-api.ts';

/** The time of one export, from its request to its last byte. */
export type ExportTiming = { readonly ms: number; readonly bytes: number };

/** The API as a separate process on a given database, which exports. */
export type ExportApi = {
  readonly pid: number;
  /** Reads an export as fast as it comes and keeps nothing of it. */
  read(sessionId: string, format: string): Promise<ExportTiming>;
  stop(): Promise<void>;
};

export async function startExportApi(databaseUrl: string): Promise<ExportApi> {
  const { url, pid, adminKey, stop } = await launchStoredApi(databaseUrl);
  return {
    pid,
    read: (sessionId, format) =>
      timed(`${url}/api/sessions/${sessionId}/contacts/export?format=${format}`, adminKey),
    stop,
  };
}

function timed(url: string, key: string): Promise<ExportTiming> {
  const { promise, resolve, reject } = Promise.withResolvers<ExportTiming>();
  const startedAt = performance.now();
  const sent = request(url, { headers: { 'x-api-key': key }, agent: false }, (answer) => {
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    answer.once('error', reject);
    answer.once('end', () => {
      if (answer.statusCode === 200) resolve({ ms: performance.now() - startedAt, bytes });
      else reject(new Error(`An export was answered with ${answer.statusCode}`));
    });
  });
  sent.once('error', reject);
  sent.end();
  return promise;
}

import { EXPORT_FORMAT_NAMES } from '@grabber/contracts/api/export';
import { newSession } from '@grabber/database/testing/new-session';
import { peakMemory, resetPeak, residentMemory } from '../grab/process-memory.ts';
import { type BenchDatabase, type BenchServer, inNewDatabase } from './bench-database.ts';
import { type ExportTiming, startExportApi } from './export-api.ts';
import { exportByCopy } from './export-by-copy.ts';
import { storeByCopy } from './store-by-copy.ts';

const WARM_UP_CONTACTS = 1_000;
/** The time for the process to free what its warm-up left. */
const IDLE_MS = 3_000;

export type ExportFigures = {
  readonly contacts: number;
  /** Milliseconds of COPY, round by round. */
  readonly copy: { readonly csv: readonly number[]; readonly ndjson: readonly number[] };
  readonly formats: Readonly<
    Record<string, { readonly timings: readonly ExportTiming[]; readonly grownBytes: number }>
  >;
};

/** Exports an address book of that many contacts over HTTP, in turns with COPY. */
export function measureExports(
  server: BenchServer,
  contacts: number,
  rounds: number,
): Promise<ExportFigures> {
  return inNewDatabase(server.url, async (database) => {
    const small = { ...database, session_id: (await newSession(database.db)).id };
    await storeByCopy(small, { contacts: WARM_UP_CONTACTS, groups: 0, members: 0 });
    await storeByCopy(database, { contacts, groups: 0, members: 0 });
    await database.db.pool.query('VACUUM ANALYZE contacts');
    const { copy, timings } = await measureSpeed(database, rounds);
    const formats: Record<string, { timings: ExportTiming[]; grownBytes: number }> = {};
    for (const format of EXPORT_FORMAT_NAMES) {
      const grownBytes = await measureGrowth(database, small.session_id, format);
      formats[format] = { timings: timings[format] ?? [], grownBytes };
    }
    return { contacts, copy, formats };
  });
}

async function measureSpeed(database: BenchDatabase, rounds: number) {
  const copy = { csv: [] as number[], ndjson: [] as number[] };
  const timings = Object.fromEntries(
    EXPORT_FORMAT_NAMES.map((format): [string, ExportTiming[]] => [format, []]),
  );
  const api = await startExportApi(database.url);
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const copied = {
        csv: await exportByCopy(database, 'csv'),
        ndjson: await exportByCopy(database, 'ndjson'),
      };
      const found: [string, ExportTiming][] = [];
      for (const format of EXPORT_FORMAT_NAMES) {
        found.push([format, await api.read(database.session_id, format)]);
      }
      // The first round only warms up.
      if (round === 0) continue;
      copy.csv.push(copied.csv);
      copy.ndjson.push(copied.ndjson);
      for (const [format, timing] of found) timings[format]?.push(timing);
    }
  } finally {
    await api.stop();
  }
  return { copy, timings };
}

/** The growth of a new process above its idle memory, after a small export of the same format. */
async function measureGrowth(
  { url, session_id }: BenchDatabase,
  smallId: string,
  format: string,
): Promise<number> {
  const api = await startExportApi(url);
  try {
    await api.read(smallId, format);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    await resetPeak(api.pid);
    const idle = await residentMemory(api.pid);
    await api.read(session_id, format);
    return (await peakMemory(api.pid)) - idle;
  } finally {
    await api.stop();
  }
}

import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { faultTable } from '../test/cases/fault-table.ts';
import { type FaultRecord, showFaults } from '../test/support/fault-records.ts';

const DOCUMENT = fileURLToPath(new URL('../../../docs/faults.md', import.meta.url));
const TABLE = /(?<=<!-- table: start -->\n)[\s\S]*(?=<!-- table: end -->)/;
const ROUNDS = 3;

faultTable({ rounds: ROUNDS, soak: true, onEnd: writeDown });

/** Only the times of a full run are kept. */
async function writeDown(records: readonly FaultRecord[]): Promise<void> {
  const faults = new Set(records.map(({ fault }) => fault));
  if (records.length !== ROUNDS * faults.size) return;
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  const table = `\nMeasured on ${machine}.\n${showFaults(records)}\n`;
  const text = await readFile(DOCUMENT, 'utf8');
  await writeFile(
    DOCUMENT,
    text.replace(TABLE, () => table),
  );
  // In the format that the lint expects of tables.
  execFileSync('biome', ['format', '--write', DOCUMENT]);
}

// `npm run bench -- NAME`: runs one benchmark. Prints a table and one line of JSON, and writes a
// file.
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from '../bench/benchmarks.ts';
import { describeMachine } from '../bench/describe-machine.ts';
import { formatTable } from '../bench/format-table.ts';
import { PINNED_BROWSER } from '../bench/pinned-browser.ts';
import { printUsage } from './stack/print-usage.ts';

const defaultRounds = Object.entries(BENCHMARKS)
  .map(([name, { rounds }]) => `${name}: ${rounds}`)
  .join(', ');
const USAGE = `Usage: npm run bench -- NAME [--rounds N] [--scale F] [--out FILE]
  NAME        ${Object.keys(BENCHMARKS).join(', ')}
  --rounds N  how often each way is measured, in turns (default ${defaultRounds})
  --scale F   multiplies the sizes: 0.01 for a quick look whose figures mean nothing (default 1)
  --out FILE  where the result goes (default bench/results/NAME.json)`;
const RESULTS = fileURLToPath(new URL('../bench/results', import.meta.url));

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      scale: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const [name = '', ...more] = positionals;
  const benchmark = BENCHMARKS[name];
  if (!benchmark || more.length > 0) throw new Error('name one benchmark');
  const rounds = Number(values.rounds ?? benchmark.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error('--rounds is a whole number above 0');
  const scale = Number(values.scale);
  if (!(scale > 0 && scale <= 1)) throw new Error('--scale is above 0 and at most 1');
  return { name, benchmark, rounds, scale, out: values.out ?? join(RESULTS, `${name}.json`) };
}

async function runBenchmark(options: ReturnType<typeof readArguments>): Promise<void> {
  const { name, benchmark, rounds, scale, out } = options;
  const note = (text: string) => process.stderr.write(`  ${text}\n`);
  const loads: number[] = [];
  // A minute's average of the kernel, which counts this benchmark's own processes, too.
  const noteWithLoad = (text: string) => {
    loads.push(Number(loadavg()[0]?.toFixed(1)));
    note(`${text} (load average ${loads.at(-1)})`);
  };
  const measured = await benchmark.run({ rounds, scale, note: noteWithLoad });
  const { versions, tables, summary, details } = measured;
  const machine = describeMachine(versions);
  const result = { name, machine, rounds, scale, load_averages: loads, summary, details };
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`\n${tables.map(formatTable).join('\n\n')}\n\n`);
  process.stdout.write(`${JSON.stringify({ name, machine, summary })}\n`);
}

printUsage(USAGE);
// The processes that measure inherit it.
Object.assign(process.env, PINNED_BROWSER);
try {
  await runBenchmark(readArguments());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
  process.exitCode = 1;
}

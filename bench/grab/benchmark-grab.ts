import { startSimulator } from '@grabber/whatsapp-simulator';
import type { BenchmarkOptions, BenchmarkResult, Table } from '../benchmark.ts';
import { median } from '../median.ts';
import { BROWSER_KIND } from '../pinned-browser.ts';
import { startBenchServer } from '../store/bench-database.ts';
import { ACCOUNT, LARGE_ACCOUNT, SAMPLE, SMALL_ACCOUNT, scaled } from './accounts.ts';
import { measureMemory, measureOurs } from './measure-ours.ts';
import { measurePeers, type PeersRound } from './measure-peers.ts';
import type { GrabAnswer } from './request-grab.ts';

const BYTES_PER_MB = 1e6;
/** The figure is their maximum, and they hardly differ. */
const MEMORY_ROUNDS = 3;

type Rounds = { readonly ours: GrabAnswer[]; readonly peers: PeersRound[] };
type Memory = { readonly contacts: number; readonly bytes: readonly number[] };

/**
 * A whole first grab, from the request to the last byte, compared with whatsapp-web.js and storing
 * row by row.
 */
export async function benchmarkGrab(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const simulator = await startSimulator();
  await simulator.control.setOptions({
    ...{ blocklist_delay_ms: 0, groups_delay_ms: 0, history_delay_ms: 0 },
    queried_groups_stale: false,
  });
  const server = await startBenchServer();
  const of = (size: typeof ACCOUNT) => scaled(size, options.scale);
  const [size, large, sample] = [of(ACCOUNT), of(LARGE_ACCOUNT), of(SAMPLE)];
  const on = { simulator, server };
  try {
    const rounds: Rounds = { ours: [], peers: [] };
    for (let round = 1; round <= options.rounds; round += 1) {
      options.note(`grabbing, round ${round}`);
      const ours = await measureOurs(on, { size, small: SMALL_ACCOUNT });
      const peers = await measurePeers(on, { size, small: SMALL_ACCOUNT, sample });
      options.note(`ours ${seconds(ours.ms)} s, the other way ${seconds(totalMs(peers))} s`);
      rounds.ours.push(ours);
      rounds.peers.push(peers);
    }
    const memory: Memory[] = [];
    for (const account of [size, large]) {
      const bytes: number[] = [];
      for (let round = 1; round <= Math.min(MEMORY_ROUNDS, options.rounds); round += 1) {
        options.note(`memory: ${account.contacts} contacts, round ${round}`);
        bytes.push(await measureMemory(on, { size: account, small: SMALL_ACCOUNT }));
      }
      memory.push({ contacts: account.contacts, bytes });
    }
    const { versions } = rounds.peers[0] ?? {};
    return {
      versions: {
        postgres: server.version,
        node: process.version,
        browser: versions?.browser ?? 'unknown',
        browser_kind: BROWSER_KIND,
        whatsapp_web_js: versions?.whatsappWebJs ?? 'unknown',
      },
      tables: [timeTable(rounds), memoryTable(memory)],
      details: { account: size, large, sample, ...rounds, memory },
      summary: summarise(rounds, memory),
    };
  } finally {
    await simulator.stop();
    await server.stop();
  }
}

function totalMs({ getContactsMs, getChatsMs, contactsMs, membersMs }: PeersRound): number {
  return getContactsMs + getChatsMs + contactsMs + membersMs;
}

const seconds = (ms: number) => round(ms / 1_000, 2);

function summarise({ ours, peers }: Rounds, memory: readonly Memory[]): Record<string, number> {
  const ms = median(ours.map((each) => each.ms));
  const [small, large] = memory.map(({ bytes }) => Math.max(...bytes) / BYTES_PER_MB);
  return {
    grab_speedup: round(median(peers.map(totalMs)) / ms, 2),
    grab_seconds: seconds(ms),
    grab_peers_seconds: round(median(peers.map(totalMs)) / 1_000, 1),
    grab_rss_growth_mb_50k: round(small ?? 0, 1),
    grab_rss_growth_mb_100k: round(large ?? 0, 1),
  };
}

function timeTable({ ours, peers }: Rounds): Table {
  const row = (way: string, what: string, values: readonly number[]) => [
    way,
    what,
    median(values).toFixed(0),
  ];
  const of = (part: (peer: PeersRound) => number) => peers.map(part);
  return {
    title: 'A whole first grab (medians; row by row: a sample, scaled)',
    columns: ['way', 'what', 'ms'],
    rows: [
      row(
        'ours',
        'HTTP request to last byte',
        ours.map(({ ms }) => ms),
      ),
      row(
        'peers',
        'getContacts()',
        of((each) => each.getContactsMs),
      ),
      row(
        'peers',
        'getChats()',
        of((each) => each.getChatsMs),
      ),
      row(
        'peers',
        'contacts and groups, row by row',
        of((each) => each.contactsMs),
      ),
      row(
        'peers',
        'memberships, row by row',
        of((each) => each.membersMs),
      ),
      row('peers', 'all of it', of(totalMs)),
    ],
  };
}

function memoryTable(memory: readonly Memory[]): Table {
  return {
    title: 'Growth of the API’s process above its idle memory during a first grab',
    columns: ['contacts', 'of', 'median MB', 'highest MB'],
    rows: memory.map(({ contacts, bytes }) => {
      const mb = bytes.map((each) => each / BYTES_PER_MB);
      return [String(contacts), 'resident', median(mb).toFixed(1), Math.max(...mb).toFixed(1)];
    }),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

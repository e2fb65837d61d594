import type { Simulator } from '@grabber/whatsapp-simulator';
import type { Opened, Reading, Subject, Way } from '../../apps/engine/bench/messages.ts';
import type { BenchmarkOptions } from '../benchmark.ts';
import { type AccountSize, specOf } from './accounts.ts';
import { startReadingWorker } from './reading-worker.ts';

export const SUBJECTS: readonly Subject[] = ['contacts', 'groups', 'stale_groups'];
export const WAYS: readonly Way[] = ['library', 'reader', 'served'];

type Round = Reading & {
  readonly subject: Subject;
  readonly way: Way;
  readonly round: number;
  /** Queries that WhatsApp would have got. */
  readonly queries: number;
};

export type AccountFigures = {
  readonly size: AccountSize;
  readonly opened: Opened;
  readonly rounds: readonly Round[];
};

/** Reads one account in every way, in turns, in one page of one process. */
export async function measureAccount(
  simulator: Simulator,
  size: AccountSize,
  options: BenchmarkOptions,
): Promise<AccountFigures> {
  const { control } = simulator;
  const { account_id } = await control.createAccount(specOf(size));
  const worker = await startReadingWorker(simulator);
  try {
    const opened = await worker.open(account_id);
    const rounds: Round[] = [];
    for (const { subject, way, round } of turns(options.rounds)) {
      if (way === WAYS[0]) options.note(`${size.name}: ${subject}, round ${round}`);
      await control.resetQueries(account_id);
      const reading = await worker.read(way, subject);
      const { total: queries } = await control.queries(account_id);
      rounds.push({ ...reading, subject, way, round, queries });
    }
    return { size, opened, rounds };
  } finally {
    await worker.stop();
  }
}

function* turns(rounds: number): Generator<{ subject: Subject; way: Way; round: number }> {
  for (const subject of SUBJECTS) {
    for (let round = 1; round <= rounds; round += 1) {
      for (const way of WAYS) yield { subject, way, round };
    }
  }
}

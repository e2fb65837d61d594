import type { Table } from '../benchmark.ts';
import { median } from '../median.ts';
import type { OrderRound } from './measure-order.ts';

type Figure = (round: OrderRound) => number;

/** What a second account takes, as a multiple of the same account alone. */
export function summariseOrder(rounds: readonly OrderRound[]): Record<string, number> {
  const ratio = (second: Figure, alone: Figure) =>
    Number((median(rounds.map(second)) / median(rounds.map(alone))).toFixed(2));
  return {
    large_after_small_first_ratio: ratio(
      ({ large }) => large.second.first,
      ({ large }) => large.alone.first,
    ),
    large_after_small_repeat_ratio: ratio(
      ({ large }) => large.second.repeat,
      ({ large }) => large.alone.repeat,
    ),
    small_after_large_first_ratio: ratio(
      ({ small }) => small.second.first,
      ({ small }) => small.alone.first,
    ),
    small_after_large_repeat_ratio: ratio(
      ({ small }) => small.second.repeat,
      ({ small }) => small.alone.repeat,
    ),
  };
}

export function orderTable(rounds: readonly OrderRound[]): Table {
  const row = (what: string, which: (round: OrderRound) => OrderRound['large']) => [
    what,
    ...[
      median(rounds.map((round) => which(round).alone.first)),
      median(rounds.map((round) => which(round).second.first)),
      median(rounds.map((round) => which(round).alone.repeat)),
      median(rounds.map((round) => which(round).second.repeat)),
    ].map((ms) => ms.toFixed(0)),
  ];
  return {
    title: 'Storing an account alone, and as the second one with statistics of the first (medians)',
    columns: ['account', 'first, ms', 'as the second', 'repeated, ms', 'as the second'],
    rows: [row('large', ({ large }) => large), row('small', ({ small }) => small)],
  };
}

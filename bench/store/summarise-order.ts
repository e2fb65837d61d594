import type { Table } from '../benchmark.ts';
import { median } from '../median.ts';
import type { OrderRound, Orders } from './measure-order.ts';

type Which = (round: OrderRound) => Orders;
type Timing = Orders['alone'];

const ACCOUNTS: readonly (readonly [string, string, Which])[] = [
  ['large', 'small', ({ large }) => large],
  ['small', 'large', ({ small }) => small],
];

/** What an account takes beside others, as a multiple of the same account alone. */
export function summariseOrder(rounds: readonly OrderRound[]): Record<string, number> {
  const ratio = (figure: (order: Orders) => number, alone: (order: Orders) => number, of: Which) =>
    Number((medianOf(rounds, of, figure) / medianOf(rounds, of, alone)).toFixed(2));
  const ratios: Record<string, number> = {};
  for (const [name, other, of] of ACCOUNTS) {
    for (const what of ['first', 'repeat'] as const) {
      const alone = (order: Orders) => order.alone[what];
      const beside = (which: 'second' | 'eleventh') =>
        ratio((order) => order[which][what], alone, of);
      ratios[`${name}_after_${other}_${what}_ratio`] = beside('second');
      ratios[`${name}_after_ten_${what}_ratio`] = beside('eleventh');
    }
  }
  return ratios;
}

export function orderTable(rounds: readonly OrderRound[]): Table {
  const row = (name: string, what: keyof Timing, of: Which) => [
    name,
    what === 'first' ? 'first' : 'repeated, unchanged',
    ...(['alone', 'second', 'eleventh'] as const).map((which) =>
      medianOf(rounds, of, (order) => order[which][what]).toFixed(0),
    ),
  ];
  return {
    title: 'Storing an account alone, as the second one, and after ten others (medians)',
    columns: ['account', 'what', 'alone, ms', 'as the second', 'as the eleventh'],
    rows: ACCOUNTS.flatMap(([name, , of]) => [row(name, 'first', of), row(name, 'repeat', of)]),
  };
}

function medianOf(
  rounds: readonly OrderRound[],
  of: Which,
  figure: (order: Orders) => number,
): number {
  return median(rounds.map((round) => figure(of(round))));
}

import { STANDINGS, type Standing } from './account-state.ts';

export const SHOWN = ['attention', ...STANDINGS] as const;
type Shown = 'attention' | Standing;

/** What the address of the screen says. Wrong values count as absent. */
export type AccountsSearch = {
  /** A part of a name, a number or the own id. */
  readonly q?: string;
  readonly status?: Shown;
  /** The account whose pairing is open. */
  readonly pair?: string;
  /** The account whose grab is open. */
  readonly grab?: string;
};

export function readAccountsSearch(search: Readonly<Record<string, unknown>>): AccountsSearch {
  const { q: words, status: wanted, pair: toPair, grab: toGrab } = search;
  const q = text(words);
  const status = SHOWN.find((shown) => shown === wanted);
  const pair = text(toPair);
  const grab = text(toGrab);
  return {
    ...(q && { q }),
    ...(status && { status }),
    ...(pair && { pair }),
    ...(grab && { grab }),
  };
}

/** The router reads `?q=0812` as a number. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value).trim() || undefined;
}

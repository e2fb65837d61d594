import type { Schema } from '@grabber/api-client';

export type Budget = Schema<'SessionBudget'>;
export type Allowance = Budget['refreshes'];

/** What an untouched session has left, by the usual settings. More than that counts as all. */
const USUAL: Readonly<Record<keyof Budget, number>> = {
  refreshes: 1,
  pairing_codes: 3,
  browser_starts: 6,
  wakes: 1,
};

export const BUDGETS = ['refreshes', 'pairing_codes', 'browser_starts', 'wakes'] as const;

const WHOLE = 100;
const CALM = 60;
const CAREFUL = 30;

/**
 * How much of what WhatsApp could notice the session has not used lately: 100 is all, 0 nothing. A budget
 * without a limit does not count.
 */
export function safetyOf(budget: Budget): number {
  const shares = BUDGETS.flatMap((name) => {
    const { left } = budget[name];
    return left === null ? [] : [Math.min(1, left / USUAL[name])];
  });
  if (shares.length === 0) return WHOLE;
  return Math.round((WHOLE * shares.reduce((sum, share) => sum + share, 0)) / shares.length);
}

export type SafetyLevel = 'calm' | 'careful' | 'rest';

export function safetyLevel(safety: number): SafetyLevel {
  if (safety >= CALM) return 'calm';
  return safety >= CAREFUL ? 'careful' : 'rest';
}

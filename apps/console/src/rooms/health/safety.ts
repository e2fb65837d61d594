import type { Schema } from '@grabber/api-client';

export type Budget = Schema<'SessionBudget'>;
export type Allowance = Budget['refreshes'];

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
    const { left, limit } = budget[name];
    return left === null || !limit ? [] : [left / limit];
  });
  if (shares.length === 0) return WHOLE;
  return Math.round((WHOLE * shares.reduce((sum, share) => sum + share, 0)) / shares.length);
}

export type SafetyLevel = 'calm' | 'careful' | 'rest';

export function safetyLevel(safety: number): SafetyLevel {
  if (safety >= CALM) return 'calm';
  return safety >= CAREFUL ? 'careful' : 'rest';
}

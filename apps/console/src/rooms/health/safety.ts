import type { Schema } from '@grabber/api-client';

export type Allowance = Schema<'SessionBudget'>['refreshes'];

export const BUDGETS = ['refreshes', 'pairing_codes', 'browser_starts', 'wakes'] as const;

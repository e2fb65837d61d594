import type { ChargeRule } from '@grabber/database/sessions/session-charges';
import { integerVariable, type ValuesOf } from '@grabber/service-kit/environment';
import type { BudgetRules } from './whatsapp-budget.ts';

const TEN_MINUTES = 600;
const HOUR = 3_600;
const DAY = 86_400;

/** A limit of what WhatsApp sees of a session. */
function budgetVariable(fallback: number, about: string) {
  return integerVariable({ fallback, min: 0, max: 1_000, about: `${about}; 0: no limit.` });
}

/** The settings of the budgets, a part of the table in config.ts. */
export const BUDGET_VARIABLES = {
  REFRESHES_PER_HOUR: budgetVariable(1, 'Refreshes of all groups by one session in an hour'),
  REFRESHES_PER_DAY: budgetVariable(6, 'Refreshes of all groups by one session in a day'),
  PAIRING_CODES_PER_TEN_MINUTES: budgetVariable(3, 'Pairing codes of one session in ten minutes'),
  PAIRING_CODES_PER_DAY: budgetVariable(10, 'Pairing codes of one session in a day'),
  BROWSER_STARTS_PER_HOUR: budgetVariable(
    6,
    'Starts and restarts of the browser of one session in an hour',
  ),
  WAKES_PER_HOUR: budgetVariable(1, 'Wakes for a grab of one session in an hour'),
};

export function budgetSettings(values: ValuesOf<typeof BUDGET_VARIABLES>): BudgetRules {
  const limited = (rules: readonly ChargeRule[]) => rules.filter(({ most }) => most > 0);
  return {
    refresh: limited([
      { most: values.REFRESHES_PER_HOUR, seconds: HOUR },
      { most: values.REFRESHES_PER_DAY, seconds: DAY },
    ]),
    pairing_code: limited([
      { most: values.PAIRING_CODES_PER_TEN_MINUTES, seconds: TEN_MINUTES },
      { most: values.PAIRING_CODES_PER_DAY, seconds: DAY },
    ]),
    browser_start: limited([{ most: values.BROWSER_STARTS_PER_HOUR, seconds: HOUR }]),
    wake: limited([{ most: values.WAKES_PER_HOUR, seconds: HOUR }]),
  };
}

import { expect, test } from 'vitest';
import { nextStepOf } from '../../src/text/next-step.ts';

test.each([
  ...['SESSION_NOT_CONNECTED', 'GRAB_RUNNING', 'ENGINE_UNREACHABLE', 'ENGINE_FULL'],
  ...['WHATSAPP_BUDGET_SPENT', 'ACCOUNT_CHANGED', 'SESSION_MOVING', 'SESSION_WAITS_FOR_ENGINE'],
  ...['LOGOUT_NOT_CONFIRMED', 'RATE_LIMITED', 'DATABASE_UNAVAILABLE', 'FORBIDDEN', 'COUNT_CHANGED'],
])('says what to do about %s', (code) => {
  expect(nextStepOf(code)).not.toBeNull();
});

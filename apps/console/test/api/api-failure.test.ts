import { expect, it } from 'vitest';
import { ApiFailure, isGone } from '../../src/api/api-failure.ts';
import { nextStepOf } from '../../src/text/next-step.ts';

it('keeps in how many seconds a call may work', () => {
  const after = (headers: Record<string, string>) =>
    ApiFailure.of(new Response(null, { status: 429, headers }), { code: 'RATE_LIMITED' })
      .retryAfter;
  expect(after({ 'retry-after': '12' })).toBe(12);
  expect([after({}), after({ 'retry-after': 'soon' })]).toEqual([null, null]);
});

it('says what to do where the message does not', () => {
  expect(nextStepOf('FORBIDDEN')).toBe('error.step.forbidden');
  expect(nextStepOf('VALIDATION_FAILED')).toBeNull();
});

it('knows what no other try brings: a person or group that is not stored', () => {
  const failed = (code: string) => ApiFailure.of(new Response(null, { status: 404 }), { code });
  expect(isGone(failed('CONTACT_NOT_FOUND'))).toBe(true);
  expect(isGone(failed('SESSION_NOT_FOUND'))).toBe(false);
  expect(isGone(null)).toBe(false);
});

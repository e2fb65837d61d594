import { expect, it } from 'vitest';
import { ApiFailure } from '../../src/api/api-failure.ts';
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
  expect(nextStepOf('RATE_LIMITED')).toBeNull();
});

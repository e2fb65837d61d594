import { expect, it } from 'vitest';
import { selfCheckOf } from '../../src/metrics/report-engine.ts';

const AT = new Date('2026-01-15T10:30:00.000Z');
const LATER = new Date('2026-01-15T10:31:00.000Z');
const state = { missing: [], lastError: null, statusChangedAt: AT };

it('a session whose page was not looked at is unknown, not well', () => {
  const check = selfCheckOf({ state, checkedAt: null });
  expect(check).toEqual({ outcome: 'unknown', checked_at: null, missing: [] });
});

it('a page with all parts has passed, at the time of the last look', () => {
  const check = selfCheckOf({ state, checkedAt: LATER });
  expect(check).toEqual({ outcome: 'passed', checked_at: LATER.toISOString(), missing: [] });
});

it('a page that lacks a part has failed, and so has a start that ended because of one', () => {
  const missing = [{ name: 'WAWebCollections.Contact.get', blocks: [] }];
  expect(selfCheckOf({ state: { ...state, missing }, checkedAt: LATER })).toEqual({
    outcome: 'failed',
    checked_at: LATER.toISOString(),
    missing: ['WAWebCollections.Contact.get'],
  });
  const lastError = {
    code: 'WHATSAPP_WEB_CHANGED',
    message: 'module WAWebCmd is missing',
  } as const;
  expect(selfCheckOf({ state: { ...state, lastError }, checkedAt: null })).toEqual({
    outcome: 'failed',
    checked_at: AT.toISOString(),
    missing: ['WAWebCmd'],
  });
});

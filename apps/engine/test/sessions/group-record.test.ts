import { describe, expect, test } from 'vitest';
import {
  isQueryDue,
  NEW_GROUP_RECORD,
  noteAsked,
  noteListing,
  PAIRED_GROUP_RECORD,
} from '../../src/sessions/group-record.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = 1_750_000_000_000;
const listing = (outcome: 'answered' | 'refused' | 'failed' | null) => ({
  ...{ outcome, isRefused: outcome === 'refused', reason: null },
  ...{ chatless: ['1@g.us'], left: [] },
});

describe('the query for all groups', () => {
  test('is sent by the first listing after a pairing, until it was answered, every five minutes', () => {
    expect(isQueryDue(NEW_GROUP_RECORD, false, NOW)).toBe(false);
    expect(isQueryDue(PAIRED_GROUP_RECORD, false, NOW)).toBe(true);
    const failed = noteListing(noteAsked(PAIRED_GROUP_RECORD, NOW), listing('failed'), NOW);
    expect(isQueryDue(failed, false, NOW + 5 * MINUTE_MS - 1)).toBe(false);
    expect(isQueryDue(failed, false, NOW + 5 * MINUTE_MS)).toBe(true);
    const answered = noteListing(failed, listing('answered'), NOW);
    expect(isQueryDue(answered, false, NOW + HOUR_MS)).toBe(false);
    expect(answered).toMatchObject({ mustAsk: false, chatless: ['1@g.us'] });
  });

  test('is sent by every refresh that WhatsApp has not refused: the API bounds how often', () => {
    const asked = noteAsked(NEW_GROUP_RECORD, NOW);
    expect(isQueryDue(NEW_GROUP_RECORD, true, NOW)).toBe(true);
    expect(isQueryDue(asked, true, NOW)).toBe(true);
    const refused = noteListing(asked, listing('refused'), NOW);
    const early = () => isQueryDue(refused, true, NOW + HOUR_MS - 1_500);
    expect(early).toThrow(
      expect.objectContaining({ code: 'REFRESH_TOO_SOON', retryAfterSeconds: 2 }),
    );
    expect(isQueryDue(refused, true, NOW + HOUR_MS)).toBe(true);
  });

  test('that WhatsApp refused waits longer each time, up to a day', () => {
    let record = NEW_GROUP_RECORD;
    const waits = Array.from({ length: 6 }, () => {
      record = noteListing(noteAsked(record, NOW), listing('refused'), NOW);
      return ((record.refusedUntil ?? 0) - NOW) / HOUR_MS;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 24]);
    const early = () => isQueryDue(record, true, NOW + 2 * HOUR_MS);
    expect(early).toThrow(expect.objectContaining({ retryAfterSeconds: (22 * HOUR_MS) / 1_000 }));
    const kept = noteListing(record, listing(null), NOW);
    expect(kept).toMatchObject({ refusals: 6, refusedUntil: record.refusedUntil });
    const answered = noteListing(record, listing('answered'), NOW);
    expect(answered).toMatchObject({ refusals: 0, refusedUntil: null });
  });

  test('does not wait for longer because the clock was set back', () => {
    const refused = noteListing(NEW_GROUP_RECORD, listing('refused'), NOW + 100 * HOUR_MS);
    const early = () => isQueryDue(refused, true, NOW);
    expect(early).toThrow(expect.objectContaining({ retryAfterSeconds: (24 * HOUR_MS) / 1_000 }));
    const asked = noteAsked(PAIRED_GROUP_RECORD, NOW + 100 * HOUR_MS);
    expect(isQueryDue(asked, false, NOW)).toBe(false);
  });
});

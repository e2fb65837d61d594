import { Nullable } from '@grabber/contracts/nullable';
import { ServiceError } from '@grabber/service-kit/service-error';
import { type Static, Type } from 'typebox';
import type { GroupListing } from '../reading/account-reader.ts';

const MINUTE_MS = 60_000;
/** After a first refusal by WhatsApp, a refresh waits so long. */
const FIRST_BACK_OFF_MS = 60 * MINUTE_MS;
/** After a query that was not answered, the listing that needs one waits so long. */
const REPEAT_INTERVAL_MS = 5 * MINUTE_MS;
const MAX_BACK_OFF_MS = 24 * 60 * MINUTE_MS;
/** Within the limits of session.json; an account has far fewer. */
const MAX_IDS = 20_000;

const Ids = Type.Array(Type.String({ maxLength: 100 }), { maxItems: MAX_IDS });

/** What a session keeps of its queries for all groups; times in milliseconds since 1970. */
export const GROUP_RECORD = Type.Object({
  /** Since the pairing no query for all groups was answered. */
  mustAsk: Type.Boolean(),
  askedAt: Nullable(Type.Number()),
  refusedUntil: Nullable(Type.Number()),
  /** Refusals in a row. */
  refusals: Type.Integer({ minimum: 0 }),
  chatless: Ids,
  left: Ids,
});
export type GroupRecord = Readonly<Static<typeof GROUP_RECORD>>;

export const NEW_GROUP_RECORD: GroupRecord = {
  mustAsk: false,
  askedAt: null,
  refusedUntil: null,
  refusals: 0,
  chatless: [],
  left: [],
};

/** WhatsApp Web asks for all groups once after a pairing, and a failure of that does not show. */
export const PAIRED_GROUP_RECORD: GroupRecord = { ...NEW_GROUP_RECORD, mustAsk: true };

/**
 * Whether a read of groups at this time asks WhatsApp for all of them. How often a session may be refreshed is
 * the API's budget. Throws ServiceError REFRESH_TOO_SOON for a refresh soon after WhatsApp refused one.
 */
export function isQueryDue(record: GroupRecord, refresh: boolean, now: number): boolean {
  if (!refresh) return record.mustAsk && now >= nextTime(record, now);
  const waitMs = refusedUntil(record, now) - now;
  if (waitMs <= 0) return true;
  const message =
    'WhatsApp refused the last query for all groups: read without refresh=true, or wait.';
  throw new ServiceError('REFRESH_TOO_SOON', message, {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });
}

/** A clock that was set back must not hold queries back for longer than their interval. */
function nextTime(record: GroupRecord, now: number): number {
  const { askedAt } = record;
  const asked = askedAt === null ? 0 : Math.min(askedAt, now) + REPEAT_INTERVAL_MS;
  return Math.max(asked, refusedUntil(record, now));
}

function refusedUntil({ refusedUntil: until }: GroupRecord, now: number): number {
  return Math.min(until ?? 0, now + MAX_BACK_OFF_MS);
}

/** The record after a read has begun to ask. */
export function noteAsked(record: GroupRecord, now: number): GroupRecord {
  return { ...record, askedAt: now };
}

/** The record after a read of the groups, whether it has asked or not. */
export function noteListing(record: GroupRecord, listing: GroupListing, now: number): GroupRecord {
  const { outcome, isRefused } = listing;
  const refusals = isRefused ? record.refusals + 1 : outcome === 'answered' ? 0 : record.refusals;
  const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (refusals - 1), MAX_BACK_OFF_MS);
  return {
    ...record,
    mustAsk: record.mustAsk && outcome !== 'answered',
    refusals,
    refusedUntil: isRefused ? now + backOffMs : outcome === 'answered' ? null : record.refusedUntil,
    chatless: listing.chatless.slice(0, MAX_IDS),
    left: listing.left.slice(0, MAX_IDS),
  };
}

export const QUERY_KINDS = [
  'group_metadata',
  'group_list',
  'business_profile',
  'exists',
  'profile_picture',
  'chat_open',
  'status_text',
  'common_groups',
  'newsletter_metadata',
] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

const NOTE_KINDS = [
  /** Looks of a client at the page's own database. */
  'group_rows',
  /** What a client made the page write into WhatsApp's log. */
  'log_lines',
  /** Errors and rejections without a handler, which end in WhatsApp's log, too. */
  'page_errors',
  /** Uses of messages and of the status feed by a client. */
  'messages_touched',
] as const;
type NoteKind = (typeof NOTE_KINDS)[number];

/**
 * Queries that the pages of an account would have sent to WhatsApp: by kind, in total, and the most
 * at a time. Notes ask WhatsApp for nothing and are not in the total.
 */
export type QueryCounts = Record<QueryKind | NoteKind, number> & {
  total: number;
  peak_in_flight: number;
};

/** A page's report: the counts since its last report. */
export type QueryReport = {
  counts: Partial<Record<QueryKind | NoteKind, number>>;
  peak_in_flight: number;
};

export function noQueries(): QueryCounts {
  const kinds = Object.fromEntries([...QUERY_KINDS, ...NOTE_KINDS].map((kind) => [kind, 0]));
  return { ...(kinds as Record<QueryKind | NoteKind, number>), total: 0, peak_in_flight: 0 };
}

export function addReport(counts: QueryCounts, report: QueryReport): QueryCounts {
  const sum = { ...counts, peak_in_flight: Math.max(counts.peak_in_flight, report.peak_in_flight) };
  for (const kind of NOTE_KINDS) sum[kind] += report.counts[kind] ?? 0;
  for (const kind of QUERY_KINDS) {
    const count = report.counts[kind] ?? 0;
    sum[kind] += count;
    sum.total += count;
  }
  return sum;
}

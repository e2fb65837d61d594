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

/**
 * Queries that the pages of an account would have sent to WhatsApp: by kind, in total, and the most
 * at a time.
 */
export type QueryCounts = Record<QueryKind, number> & {
  total: number;
  peak_in_flight: number;
  /** Looks at the page's own database. They ask WhatsApp for nothing and are not in the total. */
  group_rows: number;
};

/** A page's report: the counts since its last report. */
export type QueryReport = {
  counts: Partial<Record<QueryKind | 'group_rows', number>>;
  peak_in_flight: number;
};

export function noQueries(): QueryCounts {
  const kinds = Object.fromEntries(QUERY_KINDS.map((kind) => [kind, 0]));
  return { ...(kinds as Record<QueryKind, number>), total: 0, peak_in_flight: 0, group_rows: 0 };
}

export function addReport(counts: QueryCounts, report: QueryReport): QueryCounts {
  const sum = { ...counts, peak_in_flight: Math.max(counts.peak_in_flight, report.peak_in_flight) };
  sum.group_rows += report.counts.group_rows ?? 0;
  for (const kind of QUERY_KINDS) {
    const count = report.counts[kind] ?? 0;
    sum[kind] += count;
    sum.total += count;
  }
  return sum;
}

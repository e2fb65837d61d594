/** What the rows of a page may take: a thousand usual ones fit. */
const MAX_PAGE_BYTES = 2_000_000;
/** Of a field beside a text: its name and its value. */
const FIELD_BYTES = 24;

/**
 * The page of the rows that were found, of which the last one says only that there are more: as many as
 * the limit allows and as fit, at least one. `more`: the page is not the last.
 */
export function pageOf<Row extends object>(
  found: readonly Row[],
  limit: number,
  maxBytes = MAX_PAGE_BYTES,
): { rows: Row[]; more: boolean } {
  const rows: Row[] = [];
  let bytes = 0;
  for (const row of found.slice(0, limit)) {
    bytes += bytesOf(row);
    if (rows.length > 0 && bytes > maxBytes) break;
    rows.push(row);
  }
  return { rows, more: found.length > rows.length };
}

/** About as much as the row has in JSON. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || value instanceof Date) return FIELD_BYTES;
  return Object.values(value).reduce((sum, one) => sum + FIELD_BYTES + bytesOf(one), 0);
}

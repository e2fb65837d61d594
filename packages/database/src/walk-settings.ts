/**
 * For reading rows page by page: they come from the index that has their order, whatever the
 * statistics of a table that was just filled say. Without it a page may sort all the rows.
 */
export const WALK_IN_ORDER =
  'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off';

import { BASE_PATH } from '../../../api/base-path.ts';
import type { Listing } from '../contacts-search.ts';
import { ofAllAccounts, sortOfAll } from '../rows/contact-source.ts';
import type { ColumnId } from '../table/column-layout.ts';
import { type ExportChoice, exportParameters } from './export-choice.ts';

/** The address of the file with all contacts that match. */
export function exportUrl(
  { session, filters, sort }: Listing,
  choice: ExportChoice,
  shown: readonly ColumnId[],
): string {
  // Only the file over all accounts says who knows the person.
  const columns = session === null ? shown : shown.filter((id) => id !== 'accounts');
  const query = new URLSearchParams(exportParameters(choice, columns));
  for (const [name, value] of Object.entries(session ? filters : ofAllAccounts(filters))) {
    query.set(name, String(value));
  }
  query.set('sort', session === null ? sortOfAll(sort) : sort);
  const path = session === null ? 'api/export' : `api/sessions/${session}/contacts/export`;
  return `${BASE_PATH}${path}?${query}`;
}

import type { ExportAllContactsQuery } from '@grabber/contracts/api/account';
import { streamEntries } from '@grabber/database/accounts/stream-entries';
import type { Context } from '../../context.ts';
import { PERSON_OF_ACCOUNTS_SHAPE } from '../../exports/account-shape.ts';
import { rowFilters } from '../contacts/chosen-rows.ts';
import { sortAndOrder } from '../contacts/sort-order.ts';
import { type ExportCaller, type ExportFile, exportFile } from '../exports/export-file.ts';
import type { VisibleSessions } from './visible-sessions.ts';

/** The persons of all sessions as a file: those on WhatsApp, unless a filter says otherwise. */
export function exportAllContacts(
  context: Pick<Context, 'db' | 'exports' | 'clock'>,
  { workspace, ids: session_ids, country }: VisibleSessions,
  query: Omit<ExportAllContactsQuery, 'workspace'>,
  caller: ExportCaller,
): ExportFile {
  const { format, bom, phone, delimiter, columns, profile, sort = 'address', ...filters } = query;
  return exportFile(
    context,
    { format, bom, phone, delimiter, columns, profile },
    {
      shape: PERSON_OF_ACCOUNTS_SHAPE,
      blocks: streamEntries(context.db, {
        ...{ session_ids, country, ...rowFilters(filters) },
        ...{ ...sortAndOrder(sort), signal: caller.signal },
      }),
      name: { session: workspace.name, what: 'contacts' },
      caller,
    },
  );
}

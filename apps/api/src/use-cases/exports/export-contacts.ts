import type { ExportContactsQuery } from '@grabber/contracts/api/export';
import { streamContacts } from '@grabber/database/contacts/stream-contacts';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { contactShape } from '../../exports/contact-shape.ts';
import { chosenRows } from '../contacts/chosen-rows.ts';
import { sortAndOrder } from '../contacts/sort-order.ts';
import { choosesColumn } from './export-choice.ts';
import { type ExportCaller, type ExportFile, exportFile } from './export-file.ts';

/**
 * The stored contacts that match the filters, as a file: those on WhatsApp, unless a filter says otherwise. The
 * session may be offline.
 */
export function exportContacts(
  context: Pick<Context, 'db' | 'exports' | 'clock'>,
  session: SessionRow,
  query: ExportContactsQuery,
  caller: ExportCaller,
): ExportFile {
  const { format, bom, phone, delimiter, columns, profile, sort = 'stored', ...filters } = query;
  const choice = { format, bom, phone, delimiter, columns, profile };
  const { signal } = caller;
  const with_groups = choosesColumn(choice, 'groups');
  return exportFile(context, choice, {
    shape: contactShape(session.id),
    blocks: streamContacts(context.db, {
      ...chosenRows(session, filters),
      ...{ ...sortAndOrder(sort), with_groups, signal },
    }),
    name: { session: session.name, what: 'contacts' },
    caller,
  });
}

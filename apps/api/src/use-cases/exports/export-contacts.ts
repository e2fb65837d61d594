import type { ExportContactsQuery } from '@grabber/contracts/api/export';
import { streamContacts } from '@grabber/database/contacts/stream-contacts';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { contactShape } from '../../exports/contact-shape.ts';
import { chosenRows } from '../contacts/chosen-rows.ts';
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
  const { format, bom, sort = 'stored', ...filters } = query;
  const options = { ...chosenRows(session, filters), sort, signal: caller.signal };
  return exportFile(
    context,
    { format, bom },
    {
      shape: contactShape(session.id),
      blocks: streamContacts(context.db, options),
      name: { session: session.name, what: 'contacts' },
      caller,
    },
  );
}

import type { ContactFilters } from '@grabber/database/contacts/contact-filters';
import type { SessionRow } from '@grabber/database/sessions/session-row';

/** The session's rows that match the filters: those on WhatsApp, unless a filter says otherwise. */
export function chosenRows({ id }: SessionRow, filters: ContactFilters) {
  return { session_id: id, on_whatsapp: true, ...filters };
}

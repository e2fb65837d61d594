import type { ContactFilters } from '@grabber/database/contacts/contact-filters';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { type Country, countryOf } from '@grabber/phone-numbers/phone-number';

/** The session's rows that match the filters: those on WhatsApp, unless a filter says otherwise. */
export function chosenRows(session: SessionRow, filters: ContactFilters) {
  const country = homeCountry(session);
  return { session_id: session.id, on_whatsapp: true, country, ...filters };
}

/** An address as a client of the session writes it. */
export function addressIn(session: SessionRow, address: string) {
  return { session_id: session.id, address, country: homeCountry(session) };
}

/** The country of the session's account: numbers without the code of a country are from there. */
export function homeCountry(
  session: Pick<SessionRow, 'phone_number' | 'account_phone_number'>,
): Country | null {
  const digits = session.phone_number ?? session.account_phone_number;
  return digits === null ? null : countryOf(digits);
}

import type { ContactFilters } from '@grabber/database/contacts/contact-filters';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { type Country, countryOf } from '@grabber/phone-numbers/phone-number';

/** The filters of a request. The type `all` is no filter. */
export type GivenFilters = Omit<ContactFilters, 'type'> & {
  readonly type?: ContactFilters['type'] | 'all';
};

/** The session's rows that match the filters: those on WhatsApp, unless a filter says otherwise. */
export function chosenRows(session: SessionRow, { type, ...filters }: GivenFilters) {
  const country = homeCountry(session);
  const ofType = type === undefined || type === 'all' ? {} : { type };
  return { session_id: session.id, on_whatsapp: true, country, ...filters, ...ofType };
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

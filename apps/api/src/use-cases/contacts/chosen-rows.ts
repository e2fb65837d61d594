import type { ContactFilters } from '@grabber/database/contacts/contact-filters';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { type Country, countryOf } from '@grabber/phone-numbers/phone-number';

/** The filters of a request. The type `all` is no filter. */
export type GivenFilters = Omit<ContactFilters, 'type' | 'changed_since' | 'ids'> & {
  readonly type?: ContactFilters['type'] | 'all';
  readonly changed_since?: string;
  /** with commas between them */
  readonly ids?: string;
};

/** The session's rows that match the filters; see `rowFilters`. */
export function chosenRows(session: SessionRow, filters: GivenFilters) {
  return { session_id: session.id, country: homeCountry(session), ...rowFilters(filters) };
}

/** The filters for the database: rows on WhatsApp, unless a filter says otherwise or the rows are named. */
export function rowFilters({ type, changed_since, ids, ...filters }: GivenFilters): ContactFilters {
  return {
    ...(ids === undefined ? { on_whatsapp: true } : { ids: ids.split(',').map(Number) }),
    ...filters,
    ...(type !== undefined && type !== 'all' && { type }),
    ...(changed_since !== undefined && { changed_since: timeOf(changed_since) }),
  };
}

/** A time of the contract. Before 1970 nothing has changed; a leap second counts as the second before. */
export function timeOf(text: string): Date {
  const time = Date.parse(text.replace(/:60(?=[.Z+-])/i, ':59'));
  return new Date(Math.max(0, time));
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

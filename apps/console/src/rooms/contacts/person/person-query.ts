import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';

/** No contact has it: the API says in its words that there is no such one. */
const NO_CONTACT = '-';

/** A person or group with its groups, by the number of its row or by its `contact_id`. */
export function personQuery(session: string, named: number | string) {
  return queryOptions({
    queryKey: KEYS.contacts('one', session, named),
    queryFn: async () => {
      const contactId = typeof named === 'string' ? named : await contactIdOf(session, named);
      const path = { id: session, contactId };
      return dataOf(api.GET('/api/sessions/{id}/contacts/{contactId}', { params: { path } }));
    },
  });
}

async function contactIdOf(id: string, row: number): Promise<string> {
  const params = { path: { id }, query: { ids: String(row), limit: 1 } };
  const { contacts } = await dataOf(api.GET('/api/sessions/{id}/contacts', { params }));
  return contacts[0]?.contact_id ?? NO_CONTACT;
}

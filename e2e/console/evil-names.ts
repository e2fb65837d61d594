import type { ConsoleStack } from './console-stack.ts';
import { EVIL } from './planted-scripts.ts';

/** Of a list of the simulator. */
const LABEL = '14';

type Place = { readonly accountId: string; readonly sessionId: string };
type Named = { readonly personId: string; readonly groupId: string };

/** Gives the evil name to all that people can name: an account, its groups and persons, and what belongs to them. */
export async function giveEvilNames(own: ConsoleStack, place: Place): Promise<Named> {
  const { accountId, sessionId } = place;
  const { control } = own.stack.simulator;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await own.call(method, path, body && { body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.data;
  };
  const { contacts, groups } = await control.truth(accountId);
  const person = contacts.findLast(
    ({ phone_number, is_saved }) => phone_number !== null && is_saved,
  );
  const group = groups.findLast(({ is_community }) => !is_community);
  if (!person || !group) throw new Error('The account is too small.');
  const texts = { address_book_name: EVIL, push_name: EVIL, about: EVIL };
  await control.changeAccount(accountId, [
    { type: 'set_label', id: LABEL, name: EVIL },
    {
      type: 'update_contact',
      contact_id: person.contact_id,
      set: { ...texts, labels: [LABEL] },
    },
    {
      type: 'update_group',
      group_id: group.contact_id,
      set: { subject: EVIL, description: EVIL },
    },
  ]);
  await ask('PATCH', `/sessions/${sessionId}`, { name: EVIL });
  await ask('POST', `/sessions/${sessionId}/grab-all`);
  const contact = `/sessions/${sessionId}/contacts/${encodeURIComponent(person.contact_id)}`;
  await ask('PATCH', contact, { tags: [EVIL], note: EVIL });
  await ask('POST', '/keys', { name: EVIL, scopes: ['read'] });
  const url = 'http://127.0.0.1:9/evil';
  await ask('POST', '/webhooks', { url, description: EVIL });
  await ask('POST', '/erasures', { person: '6285550001112', exclude: true, label: EVIL });
  return { personId: person.contact_id, groupId: group.contact_id };
}

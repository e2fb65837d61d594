import type { Truth } from '@grabber/whatsapp-simulator/account/truth';
import type { ConsoleStack } from './console-stack.ts';
import { giveEvilNames } from './evil-names.ts';

const ACCOUNT = {
  account_id: 'rich',
  seed: 61,
  contacts: 160,
  groups: 12,
  participants: [4, 30] as [number, number],
  communities: 1,
  announcement_groups: 1,
  own_communities: true,
  left_groups: 1,
  without_whatsapp: 4,
  lid_only_share: 0.1,
};
const LONG_NAME = 'Perkumpulan Pedagang Buah dan Sayur Pasar Induk Kramat Jati Jakarta Timur';
/** As long as a name may well be, and in its second half without a place to break it. */
const UNBROKEN_NAME = `متجر الرياض ${'X'.repeat(138)}`;

/** What the screens of a well used installation show: the ids that their addresses name. */
export type RichBook = {
  readonly sessionId: string;
  /** Waits for its scan. */
  readonly waitingId: string;
  readonly personId: string;
  /** Without a number. */
  readonly hiddenId: string;
  readonly groupId: string;
  /** The partial grab. */
  readonly grabId: string;
  readonly webhookId: string;
  /** With names that are scripts. */
  readonly evil: { readonly personId: string; readonly groupId: string };
};

/** Fills every room of the console: whole and partial grabs, own data, a schedule, a webhook that fails, keys. */
export async function createRichBook(own: ConsoleStack): Promise<RichBook> {
  const { control } = own.stack.simulator;
  const sessionId = await own.link('Toko Bandung', ACCOUNT);
  const truth = await control.truth(ACCOUNT.account_id);
  const webhookId = await createRest(own, sessionId);
  await changeBook(own, truth);
  // It grabs.
  const evil = await giveEvilNames(own, { accountId: ACCOUNT.account_id, sessionId });
  const [person, hidden] = [truth.contacts[3], truth.contacts.find(isHidden)];
  const [group] = truth.groups;
  if (!person || !hidden || !group) throw new Error('The account is too small.');
  await writeOwnData(own, sessionId, person.contact_id);
  await control.injectFault(ACCOUNT.account_id, {
    type: 'contact_throws',
    contact_id: hidden.contact_id,
  });
  const partial = await own.call('POST', `/sessions/${sessionId}/grab-all`);
  await control.clearFaults(ACCOUNT.account_id);
  const waiting = await own.call('POST', '/sessions', {
    body: { name: UNBROKEN_NAME, start: true, external_id: 'cabang-7' },
  });
  await own.call('POST', '/sessions', { body: { name: 'متجر الرياض' } });
  return {
    sessionId,
    waitingId: waiting.body.data.session_id,
    personId: person.contact_id,
    hiddenId: hidden.contact_id,
    groupId: group.contact_id,
    grabId: partial.body.data.grab_id,
    webhookId,
    evil,
  };
}

const isHidden = ({ phone_number }: Truth['contacts'][number]) => phone_number === null;

/** What a second grab finds: new, renamed and gone people, and members who came and left. */
async function changeBook({ stack }: ConsoleStack, { contacts, groups }: Truth): Promise<void> {
  const [renamed, gone] = [contacts[5], contacts[6]];
  const [group] = groups;
  if (!renamed || !gone || !group) throw new Error('The account is too small.');
  await stack.simulator.control.changeAccount(ACCOUNT.account_id, [
    { type: 'add_contact', phone_number: '628123456789', address_book_name: 'أحمد علي' },
    { type: 'add_contact', phone_number: '628123456780', address_book_name: LONG_NAME },
    { type: 'add_contact', push_name: 'Budi', username: 'budi.s' },
    {
      type: 'update_contact',
      contact_id: renamed.contact_id,
      set: { address_book_name: 'Nama Baru' },
    },
    { type: 'remove_contact', contact_id: gone.contact_id },
    { type: 'update_group', group_id: group.contact_id, set: { subject: 'Arisan RT 05 🎉' } },
    { type: 'add_member', group_id: group.contact_id },
  ]);
}

async function writeOwnData({ call }: ConsoleStack, id: string, person: string): Promise<void> {
  await call('PATCH', '/workspace-settings', {
    body: {
      custom_fields: [
        { name: 'city', type: 'text' },
        { name: 'stage', type: 'choice', choices: ['baru', 'lama'] },
      ],
    },
  });
  await call('PATCH', `/sessions/${id}/contacts/${encodeURIComponent(person)}`, {
    body: {
      tags: ['vip', 'reseller', 'Jakarta Timur', 'utang'],
      note: 'Telepon sore hari.\nSuka mangga.',
      custom_fields: { city: 'Bandung' },
    },
  });
  await call('POST', `/sessions/${id}/contacts/tags?search=a&limit=20`, {
    body: { add: ['promo'] },
  });
  await call('POST', '/erasures', {
    body: { person: '6285550001111', exclude: true, label: 'tiket 81' },
  });
}

/** Answers the webhook's id. Nothing listens at its address. */
async function createRest({ call }: ConsoleStack, sessionId: string): Promise<string> {
  const webhook = await call('POST', '/webhooks', {
    body: { url: 'http://127.0.0.1:9/hooks/whatsapp', description: 'CRM kantor' },
  });
  const webhookId: string = webhook.body.data.webhook_id;
  await call('POST', `/webhooks/${webhookId}/test`);
  const path = `/sessions/${sessionId}/schedules`;
  await call('POST', path, {
    body: {
      ...{ kind: 'all', cron: '0 2 * * *', time_zone: 'Asia/Jakarta' },
      quiet_hours: { from: '08:00', to: '17:00' },
    },
  });
  await call('POST', path, { body: { kind: 'groups', every_hours: 6, enabled: false } });
  for (const [name, scopes] of [
    ['CRM kantor', ['read', 'grab']],
    ['Skrip laporan bulanan', ['read']],
  ]) {
    await call('POST', '/keys', { body: { name, scopes, sessions: [sessionId] } });
  }
  return webhookId;
}

import type { ReadKind } from '@grabber/contracts/engine/reading';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, readFakePage, throwing, wid } from '../support/fake-page.ts';

const ROW = { id: '6282222@s.whatsapp.net', fullName: 'Rumah Ibu', firstName: 'Rumah' };

afterEach(() => vi.unstubAllGlobals());

/** A page that has applied what brings the people without WhatsApp, and has these rows of them. */
const pageWith = (rows: unknown, more: FakePage = {}): FakePage => ({
  outContacts: async () => rows,
  applied: ['regular_low'],
  ...more,
});
const read = (page: FakePage, kind: ReadKind = 'contacts') =>
  readFakePage(page, { kind, withoutWhatsApp: true });

describe('the people without WhatsApp', () => {
  it('come from the table of the page (WAWebDBOutContactDatabaseApi), with a count of their own', async () => {
    const entries = [{ id: wid('6281111@c.us'), name: 'A' }];
    const document = await read(pageWith([ROW], { entries }));
    expect(document).toMatchObject({
      ...{ complete: true, total_contacts: 1, total_without_whatsapp: 1 },
      listing_complete: { contacts: true, without_whatsapp: true },
      contacts: [
        { contact_id: '6281111@s.whatsapp.net', on_whatsapp: true },
        {
          ...{ contact_id: ROW.id, phone_number: '6282222', lid: null, name: 'Rumah Ibu' },
          ...{ address_book_name: 'Rumah Ibu', short_name: 'Rumah', push_name: null },
          ...{ on_whatsapp: false, is_saved: true, is_business: false, is_blocked: null },
        },
      ],
    });
  });

  it('are not asked for by a read that does not want them, or that reads groups', async () => {
    const outContacts = vi.fn(async () => [ROW]);
    const plain = await readFakePage(pageWith([], { outContacts }), { kind: 'all' });
    expect(plain).toMatchObject({ contacts: [], complete: true });
    expect(plain).not.toHaveProperty('total_without_whatsapp');
    expect(plain.listing_complete).toEqual({ groups: true, contacts: true });
    const groups = await read(pageWith([], { outContacts }), 'groups');
    expect(groups.listing_complete).toEqual({ groups: true, contacts: null });
    expect(outContacts).not.toHaveBeenCalled();
  });

  it.each([
    ['an entry of the phone', [{ id: wid('6282222@c.us'), name: 'Ibu' }]],
    ['an entry of the LID of the phone', [{ id: wid('99@lid'), name: 'Ibu' }]],
  ])('are on WhatsApp if the page has %s', async (_, entries) => {
    const phoneOf = () => wid('6282222@c.us');
    const { contacts } = await read(pageWith([ROW], { entries, phoneOf }));
    expect(contacts).toMatchObject([{ contact_id: ROW.id, on_whatsapp: true, name: 'Ibu' }]);
  });

  it('are such people though they are in a group with the account', async () => {
    const entries = [{ id: wid('6282222@c.us'), pushname: 'x' }];
    const { contacts } = await read(pageWith([ROW], { entries }));
    expect(contacts).toMatchObject([{ contact_id: ROW.id, on_whatsapp: false }]);
  });

  it('may have no name, and are never the account itself', async () => {
    const own = { ...ROW, id: '6280000@s.whatsapp.net' };
    const nameless = { id: ROW.id, fullName: null, firstName: null };
    const document = await read(pageWith([own, nameless]));
    expect(document).toMatchObject({ complete: true, contacts: [{ name: null }] });
  });

  const UNREAD = {
    complete: false,
    incomplete_reasons: [{ code: 'WITHOUT_WHATSAPP_UNREAD', count: 1 }],
    listing_complete: { contacts: true, without_whatsapp: false },
  };

  it.each<[string, FakePage]>([
    ['the page does not have the table', { applied: ['regular_low'] }],
    ['the table throws', pageWith([], { outContacts: () => Promise.reject(new Error('no')) })],
    ['the table answers nonsense', pageWith('rows')],
    ['the collection of the app state has not come', pageWith([], { applied: [] })],
  ])('are not all there if %s', async (_, page) => {
    expect(await read(page)).toMatchObject({ ...UNREAD, contacts: [] });
  });

  it.each([
    ['that is not a phone', { ...ROW, id: '99@lid' }],
    ['with an odd number', { ...ROW, id: '0812x@s.whatsapp.net' }],
    ['without an id', { fullName: 'x' }],
    ['that throws', throwing('id')],
    ['that is null', null],
  ])('are not all there if a row is one %s, and the others are read', async (_, odd) => {
    const page = pageWith([odd, ROW]);
    expect(await read(page)).toMatchObject({ ...UNREAD, contacts: [{ contact_id: ROW.id }] });
  });
});

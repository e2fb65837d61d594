import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { ExportPerson } from '../../src/exports/export-table.ts';
import { type VcardVersion, vcard } from '../../src/exports/vcard/vcard.ts';

const VERSIONS: readonly VcardVersion[] = ['4.0', '3.0'];
const PERSON: ExportPerson = {
  id: '6281234567890@s.whatsapp.net',
  uid: '3f2a9c1e-5b7d-4c2a-9e80-1d4f6a7b8c90-7',
  name: 'Budi',
  phone_number: '6281234567890',
  nickname: null,
  company: null,
  revised_at: '2024-01-15T10:30:00.250000Z',
};

/** The properties as another library reads them. */
function read(person: Partial<ExportPerson>, version: VcardVersion) {
  const card = new ICAL.Component(ICAL.parse(vcard({ ...PERSON, ...person }, version)));
  return (name: string) => card.getFirstPropertyValue(name);
}

describe.each(VERSIONS)('a vCard %s', (version) => {
  it('has its version, a lasting UID, name, number and revision', () => {
    const value = read({ nickname: 'Bud', company: 'PT Maju' }, version);
    expect(value('version')).toBe(version);
    expect(value('uid')).toBe(PERSON.uid);
    expect(value('fn')).toBe('Budi');
    expect(value('n')).toEqual(['', 'Budi', '', '', '']);
    expect(value('nickname')).toBe('Bud');
    expect([value('org')].flat()).toEqual(['PT Maju']);
    expect(value('tel')).toBe(version === '4.0' ? 'tel:+6281234567890' : '+6281234567890');
    expect(String(value('rev'))).toMatch(/^2024-01-15T10:30:00Z$/);
    expect(value('prodid')).toContain('WhatsApp Contact Grabber');
  });

  it('always has a name to show: the number without one, the id without a number', () => {
    expect(read({ name: null }, version)('fn')).toBe('+6281234567890');
    const stranger = read({ name: null, phone_number: null, id: '77@lid' }, version);
    expect([stranger('fn'), stranger('tel')]).toEqual(['77@lid', null]);
  });

  it.each(['a;b,c\\d', 'baris\nbaru', '\\n', 'x'.repeat(10_000), '🙂'.repeat(100), 'أحمد'])(
    'brings every name back: %#',
    (name) => {
      const value = read({ name }, version);
      // This one of 3.0's escapes the reader leaves as it is.
      expect(String(value('fn')).replaceAll('\\;', ';')).toBe(name);
      expect(value('n')).toEqual(['', name, '', '', '']);
    },
  );

  it('has a note where one is known, with its line breaks', () => {
    expect(read({ note: 'Sibuk, nanti\nsaja 🙂' }, version)('note')).toBe('Sibuk, nanti\nsaja 🙂');
    for (const note of [undefined, null]) {
      expect(read(note === undefined ? {} : { note }, version)('note')).toBeNull();
    }
  });

  it('cannot be broken out of by a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const name = `${text}\r\nEND:VCARD\nTEL:1`;
        const lines = vcard({ ...PERSON, name }, version).split('\r\n');
        expect(lines.filter((line) => line === 'END:VCARD')).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('TEL'))).toHaveLength(1);
        expect(lines.join('')).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

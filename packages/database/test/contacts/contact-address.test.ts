import { describe, expect, it } from 'vitest';
import { jidsOf, parseAddress } from '../../src/contacts/contact-address.ts';

const PHONE = '628123456789@s.whatsapp.net';

describe('an address', () => {
  it.each([
    ['the JID', PHONE, PHONE],
    ['the JID of WhatsApp Web', '628123456789@c.us', PHONE],
    ['capitals and spaces around it', ' 628123456789@C.US ', PHONE],
    ['the JID, encoded once more', '628123456789%40s.whatsapp.net', PHONE],
    ['digits alone', '628123456789', PHONE],
    ['digits with a plus', '+628123456789', PHONE],
    ['a plus, encoded once more', '%2B628123456789', PHONE],
    ['a number as phones copy it', '\u202a+62\u00a0812\u20113456\u2011789\u202c', PHONE],
    ['a link of WhatsApp', 'https://wa.me/628123456789', PHONE],
    ['Arabic digits', '٦٢٨١٢٣٤٥٦٧٨٩', PHONE],
    ['a JID between marks of direction', `\u2066${PHONE}\u2069`, PHONE],
    ['a LID', '110000007473516@lid', '110000007473516@lid'],
    ['a LID, encoded once more', '110000007473516%40lid', '110000007473516@lid'],
    ['a group', '120363000001000003@g.us', '120363000001000003@g.us'],
    ['an old group', '628123456789-1400000000@g.us', '628123456789-1400000000@g.us'],
  ])('is read from %s', (_, text, jid) => {
    expect(jidsOf(text, null)).toEqual([jid]);
  });

  it('of digits alone is a phone number, also where they are those of a LID', () => {
    expect(jidsOf('110000007473516', null)).toEqual(['110000007473516@s.whatsapp.net']);
  });

  it('of a number is that of its other form, too, and of the country that is given', () => {
    const [older, newer] = ['553188888888@s.whatsapp.net', '5531988888888@s.whatsapp.net'];
    expect(jidsOf('+55 31 98888-8888', null)).toEqual([newer, older]);
    expect(jidsOf('553188888888@c.us', null)).toEqual([older, newer]);
    expect(jidsOf('0812-3456-789', 'ID')).toEqual([PHONE]);
    expect(jidsOf('0812-3456-789', null)).toEqual([]);
  });

  it('is not read from another text', () => {
    const texts = ['', '%', '%E0%A4%A', 'x', 'budi@c.us', '628@example.com', '628-1@lid'];
    const others = ['\0', '1@g.us\0', '++62', '@lid', `${'1'.repeat(33)}@lid`];
    for (const text of [...texts, ...others]) expect(parseAddress(text), text).toBeNull();
  });
});

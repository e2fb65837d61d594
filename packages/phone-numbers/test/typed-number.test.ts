import { describe, expect, it } from 'vitest';
import { asciiDigit, plainText } from '../src/plain-text.ts';
import { internationalDigits, possibleNumbers, readTypedNumber } from '../src/typed-number.ts';

describe('a number as people type and copy it', () => {
  it.each([
    ['with spaces and a dash', '+62 812-3456 7890'],
    ['between marks of direction', '\u202a+62 812 3456 7890\u202c'],
    ['with spaces and dashes that do not break', '+62\u00a0812\u20113456\u20117890'],
    ['with other dashes and spaces', '+62\u2009812–3456—7890'],
    ['in a link to call', 'tel:+62-812-3456-7890;ext=1'],
    ['in a link to write', 'sms:+6281234567890?body=hi'],
    ['in a link of WhatsApp', 'https://wa.me/6281234567890?text=0'],
    ['in a short link', 'wa.me/+6281234567890/'],
    ['in a long link', 'https://api.whatsapp.com/send?text=a&phone=%2B6281234567890'],
    ['in a link of the web', 'https://web.whatsapp.com/send/?phone=6281234567890&type=1'],
    ['in a link of the app', 'whatsapp://send?phone=+6281234567890'],
    ['with Arabic digits', '+٦٢ ٨١٢ ٣٤٥٦ ٧٨٩٠'],
    ['with Persian digits', '+۶۲۸۱۲۳۴۵۶۷۸۹۰'],
    ['with wide digits', '＋６２８１２３４５６７８９０'],
    ['with dots and brackets', '(+62) 812.3456/7890'],
    ['with the zero that callers within the country dial', '+62 (0)812 3456 7890'],
  ])('is read %s', (_, text) => {
    expect(readTypedNumber(text)).toEqual({ digits: '6281234567890', isInternational: true });
    expect(internationalDigits(readTypedNumber(text)!, null)).toBe('6281234567890');
  });

  it.each(['', '+', 'x', '++62', '62a', '@62', '62@c.us', '1,5', 'https://wa.me/x', 'tel:', '٪'])(
    'is not read from %j',
    (text) => expect(readTypedNumber(text)).toBeNull(),
  );

  it('is read quickly however long it is', () => {
    for (const unit of ['1', ' ', '(', '-', 'phone=', '&phone=', '+']) {
      readTypedNumber(`https://wa.me/${unit.repeat(20_000)}x`);
      readTypedNumber(`https://api.whatsapp.com/send?${unit.repeat(20_000)}x`);
      expect(readTypedNumber(`${unit.repeat(20_000)}x`)).toBeNull();
    }
  });
});

describe('a number without the code of its country', () => {
  const international = (text: string, country: 'ID' | null) =>
    internationalDigits(readTypedNumber(text)!, country);

  it('is of the country that is given', () => {
    expect(international('0812-3456-7890', 'ID')).toBe('6281234567890');
    expect(international('0812-3456-7890', null)).toBeNull();
    expect(international('0062 812-3456-7890', null)).toBe('6281234567890');
    expect(international('6281234567890', 'ID')).toBe('6281234567890');
  });

  it.each([
    ['0812-3456-7890', 'ID', ['6281234567890']],
    ['(31) 98888-8888', 'BR', ['31988888888', '5531988888888', '553188888888']],
    ['553188888888', null, ['553188888888', '5531988888888']],
    ['+55 31 8888-8888', 'ID', ['553188888888', '5531988888888']],
    ['0812', null, []],
  ] as const)('%s in %s can be %j', (text, country, numbers) => {
    expect(possibleNumbers(readTypedNumber(text)!, country)).toEqual(numbers);
  });
});

it('every decimal digit of Unicode has its value', () => {
  expect([...'0٣۹९９𝟗෯'].map(asciiDigit).join('')).toBe('0399999');
  expect(plainText('\u2066a\u200b\u3000 b\u2069\ufeff')).toBe('a b');
});

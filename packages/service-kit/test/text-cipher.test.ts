import { expect, it } from 'vitest';
import { createTextCipher, type DecryptionError } from '../src/text-cipher.ts';

const OLD = 'old-'.repeat(10);
const NEW = 'new-'.repeat(10);
const PLACE = 'session:1:proxy';

/** The code of the error that decrypting throws. */
function refusal(decrypt: () => string): DecryptionError['code'] {
  try {
    decrypt();
  } catch (error) {
    return (error as DecryptionError).code;
  }
  throw new Error('It was decrypted');
}

it.each(['', 'a', 'kata sandi: pä$$wörd 🔑', 'x'.repeat(10_000)])(
  'gives back the text that it encrypted',
  (text) => {
    const cipher = createTextCipher({ current: NEW });
    const encrypted = cipher.encrypt(text, PLACE);
    expect(encrypted).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
    expect(cipher.decrypt(encrypted, PLACE)).toBe(text);
  },
);

it('encrypts the same text differently each time, and shows neither the text nor the key', () => {
  const cipher = createTextCipher({ current: NEW });
  const texts = Array.from({ length: 50 }, () => cipher.encrypt('hunter2', PLACE));
  expect(new Set(texts).size).toBe(50);
  expect(texts.join()).not.toMatch(/hunter2|new-/);
});

it('reads what an old key encrypted as long as the old key is listed, and says that it is not current', () => {
  const encrypted = createTextCipher({ current: OLD }).encrypt('hunter2', PLACE);
  const rotated = createTextCipher({ current: NEW, previous: ['other-'.repeat(8), OLD] });
  expect(rotated.decrypt(encrypted, PLACE)).toBe('hunter2');
  expect(rotated.isCurrent(encrypted)).toBe(false);
  const again = rotated.encrypt(rotated.decrypt(encrypted, PLACE), PLACE);
  expect(rotated.isCurrent(again)).toBe(true);
  const withoutOld = createTextCipher({ current: NEW });
  expect(withoutOld.decrypt(again, PLACE)).toBe('hunter2');
  expect(refusal(() => withoutOld.decrypt(encrypted, PLACE))).toBe('UNKNOWN_KEY');
});

it('refuses a text of another place, a changed text and a text that it never wrote', () => {
  const cipher = createTextCipher({ current: NEW });
  const encrypted = cipher.encrypt('hunter2', PLACE);
  expect(refusal(() => cipher.decrypt(encrypted, 'session:2:proxy'))).toBe('DAMAGED');
  const parts = encrypted.split('.');
  const changed = [2, 3].map((part) =>
    parts.with(
      part,
      (parts[part] as string).replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
    ),
  );
  for (const text of [...changed.map((one) => one.join('.')), '', 'hunter2', `${encrypted}.x`]) {
    expect(
      refusal(() => cipher.decrypt(text, PLACE)),
      text,
    ).toBe('DAMAGED');
  }
  const short = `${parts.slice(0, 2).join('.')}.AAAA.AAAA`;
  expect(refusal(() => cipher.decrypt(short, PLACE))).toBe('DAMAGED');
});

it('has the same id for a key in every process, so that replicas read the texts of each other', () => {
  const [one, other] = [NEW, NEW].map((current) => createTextCipher({ current }));
  expect(other?.decrypt(one?.encrypt('hunter2', PLACE) ?? '', PLACE)).toBe('hunter2');
});

import { expect, it } from 'vitest';
import { attachment } from '../../src/exports/file-name.ts';

const date = new Date('2026-01-15T23:59:00Z');
const of = (session: string) => attachment({ session, what: 'contacts', date }, 'csv');

it('names the session, what it holds and the day', () => {
  expect(of('Kantor')).toBe(
    'attachment; filename="Kantor-contacts-2026-01-15.csv"; filename*=UTF-8\'\'Kantor-contacts-2026-01-15.csv',
  );
});

it.each([
  ['Café Ünï', 'Cafe_Uni-contacts-2026-01-15.csv'],
  ['منزل', 'contacts-2026-01-15.csv'],
  ['../../etc/passwd', 'etc_passwd-contacts-2026-01-15.csv'],
  ['a"; x="b', 'a_x_b-contacts-2026-01-15.csv'],
  ['line\r\nX-Header: 1', 'line_X-Header_1-contacts-2026-01-15.csv'],
  ['.hidden', 'hidden-contacts-2026-01-15.csv'],
  ['"*<>|?', 'contacts-2026-01-15.csv'],
])('is safe in a header and in a folder for %j', (session, ascii) => {
  const [, plain, extended] =
    /^attachment; filename="([ -~]*)"; filename\*=UTF-8''(\S+)$/.exec(of(session)) ?? [];
  expect(plain).toBe(ascii);
  expect(decodeURIComponent(extended ?? '')).not.toMatch(/[/\\"\r\n<>|?*]|^\./);
});

it('keeps the name as it is for clients that can read it, and short enough', () => {
  expect(of('Café منزل')).toContain(
    `UTF-8''${encodeURIComponent('Café_منزل-contacts-2026-01-15.csv')}`,
  );
  expect(decodeURIComponent(of('🙂'.repeat(200)).split("''")[1] ?? '')).toHaveLength(200 + 24);
});

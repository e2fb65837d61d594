import { expect, it } from 'vitest';
import { createLogger } from '../src/logger.ts';
import { scrub } from '../src/scrub.ts';

it.each([
  ['no chat with 6281234567890@c.us today', 'no chat with [redacted] today'],
  ['id="1234@lid" gone', 'id="[redacted]" gone'],
  ['group 120363-4567@g.us, twice', 'group [redacted], twice'],
  ['call +62 812-3456-7890 now', 'call [redacted] now'],
  ['timeout after 120000 ms on port 3001', 'timeout after 120000 ms on port 3001'],
  [
    'session 01234567-0123-4123-8123-012345678901 of 6281234567890',
    'session 01234567-0123-4123-8123-012345678901 of [redacted]',
  ],
])('scrubs "%s"', (text, expected) => {
  expect(scrub(text)).toBe(expected);
});

it.each([
  ['Zk9/qXw7vBn+Tr3==,Hy6pLm,0aK2', 'Zk9'],
  ['{"qr":Zk9/qXw7vBn+Tr3==,Hy6pLm"}', 'Zk9'],
  ['{"name":"ab", "code": QWXZ9PLK}', 'WXZ9'],
  ['QWXZ9PLK', 'QWXZ'],
])('shows no part of the text that was not valid JSON: %j', (text, secret) => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'test', level: 'info', destination });
  try {
    JSON.parse(text);
  } catch (cause) {
    expect(scrub((cause as Error).message)).toMatch(/JSON/);
    logger.error({ err: new Error('A wrong answer', { cause }) }, 'Request failed');
  }
  expect(lines).toHaveLength(1);
  expect(lines.join('')).not.toContain(secret);
});

it('takes a text of a million letters, with and without JIDs, in one pass', () => {
  const letters = 'x'.repeat(1_000_000);
  expect(scrub(letters)).toBe(letters);
  expect(scrub(`${letters} ${letters}@lid ${letters}`)).toBe(`${letters} [redacted] ${letters}`);
  expect(scrub('@'.repeat(1_000_000))).toHaveLength(1_000_000);
});

it('keeps numbers and JIDs out of logged errors and their causes, and redacts named fields', () => {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'info',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const cause = new Error('Key (contact_id)=(6281234567890@s.whatsapp.net) exists');
  logger.error({ err: new Error('failed for 6281234567890', { cause }) }, 'Storing failed');
  logger.info({ qr: '2@abcdef', session: { phone_number: '6281234567890' } }, 'Session connected');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toMatch(/62812|@s\.whatsapp|2@abc/);
  expect(JSON.parse(lines[0] ?? '').err.cause.message).toContain('[redacted]');
});

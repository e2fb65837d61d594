import { expect, it, vi } from 'vitest';
import { hideParameters } from '../../src/connection/bind-copy-parameters.ts';
import { linesOf, timestampReader } from '../../src/connection/copy-line.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { streamCopy } from '../../src/connection/stream-copy.ts';
import { inReadTransaction, ReadStalled } from '../../src/connection/transactions.ts';
import { CONTACT_LINE_FIELDS } from '../../src/contacts/contact-lines.ts';
import { streamContacts } from '../../src/contacts/stream-contacts.ts';
import { MEMBERSHIP_FIELDS, streamMemberships } from '../../src/groups/stream-memberships.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabEach } from '../support/grab-each.ts';
import { namedRows } from '../support/named-rows.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ODD_TEXTS = [
  ...['\\', '\\N', '\\.', '\\n', 'a\tb', 'a\nb', 'a\r\nb', '\b\f\v', '', ' ', '🙂', 'e\u0301'],
  ...["'", '"', '$1', '{}', 'NULL', '\\u0041', '\\\\N\\t', 'x'.repeat(60_000)],
];
/** More than sockets and buffers hold. */
const MANY = { text: "SELECT repeat('x', 1000) FROM generate_series(1, 100000)", values: [] };

const account = {
  groups: [
    {
      group: groupEntry('12036301', {
        group_created_at: new Date('2020-02-03T04:05:06.700Z'),
        group_participants_count: 2,
        group_description: 'Baris\n\tdua \\ tiga',
        is_announce: true,
      }),
      members: [
        memberEntry(stranger('7'), { name: '\\N', role: 'admin' }),
        memberEntry(person('62811')),
      ],
    },
  ],
  contacts: ODD_TEXTS.map((text, index) =>
    contactEntry(person(`62810${1_000 + index}`), {
      name: text,
      push_name: index % 2 === 0 ? null : text,
      is_blocked: index === 3,
      labels: index % 2 === 0 ? [text, 'b'] : null,
    }),
  ),
};

it('a contact leaves with every field as its row has it, whatever its texts hold', async () => {
  const session_id = await grabEach(test.db, account);
  const blocks = await Array.fromAsync(streamContacts(test.db, { session_id }));
  const readTime = timestampReader(6);
  const exported = blocks.flatMap(namedRows(CONTACT_LINE_FIELDS)).map((line) => ({
    ...line,
    group_created_at: readTime(line.group_created_at),
    grabbed_at: readTime(line.grabbed_at),
  }));
  const rows = await storedContacts(test.db, session_id);
  expect(rows.map((row) => row.name).slice(1)).toEqual(ODD_TEXTS);
  expect(exported).toEqual(
    rows.map(({ session_id: _, group_id: __, created_at: ___, ...row }) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])),
    ),
  );
});

function asText(value: string | number | boolean | Date | object | null): string | null {
  if (Array.isArray(value)) return `[${value.map((text) => JSON.stringify(text)).join(', ')}]`;
  if (value instanceof Date) return value.toISOString().replace('Z', '000Z');
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return value === null ? null : String(value);
}

it('a membership leaves with its group, and only while it is present', async () => {
  const session_id = await grabEach(test.db, account, {
    ...account,
    groups: account.groups.map(({ group, members }) => ({ group, members: members.slice(0, 1) })),
  });
  const blocks = await Array.fromAsync(streamMemberships(test.db, { session_id }));
  expect(blocks.flatMap(namedRows(MEMBERSHIP_FIELDS))).toEqual([
    {
      group_contact_id: '12036301@g.us',
      group_name: 'Group 12036301',
      participant_id: '7@lid',
      lid: '7@lid',
      phone_number: null,
      name: '\\N',
      role: 'admin',
      masked_number: null,
      joined_at: null,
      status: 'active',
      left_at: null,
      leave_reason: null,
      group_status: 'active',
      contact_row_id: null,
    },
  ]);
});

it('values stay values, and texts stay out of the statement', async () => {
  const values = ["'; DROP TABLE contacts; --", "\\'; --", '$1', "''", '\\', '', null, true, false];
  const query = { text: `SELECT ${values.map((_, n) => `$${n + 1}::text`).join(', ')}`, values };
  const { text, settings } = hideParameters(query);
  const rows = await inReadTransaction(test.db, async (client) => {
    await settings(client);
    return (await client.query({ text, rowMode: 'array' })).rows;
  });
  expect(rows[0]).toEqual(
    values.map((value) => (typeof value === 'boolean' ? String(value) : value)),
  );
  expect(text).not.toContain('DROP');
  expect(() => hideParameters({ text: 'SELECT $2', values: ['x'] })).toThrow('$2');
  expect(() => hideParameters({ text: 'SELECT $1', values: [{}] })).toThrow('object');
});

it('lines of any length come whole, each once', async () => {
  const text = "SELECT repeat(n::text || ' ', n % 400 * n % 97) FROM generate_series(1, 5000) n";
  const blocks = await Array.fromAsync(streamCopy(test.db, { text, values: [] }));
  const lines = blocks.flatMap(linesOf);
  const { rows } = await test.db.pool.query({ text, rowMode: 'array' });
  expect(lines).toEqual(rows.flat());
  const none = { text: 'SELECT 1 WHERE false', values: [] };
  expect(await Array.fromAsync(streamCopy(test.db, none))).toEqual([]);
});

async function untilNoneIsActive(): Promise<void> {
  const active = `SELECT FROM pg_stat_activity WHERE datname = current_database()
    AND state = 'active' AND query LIKE 'COPY (%'`;
  await vi.waitFor(async () => expect((await test.db.pool.query(active)).rowCount).toBe(0));
}

it('who leaves early ends the query, and the pool is whole again', async () => {
  const small = openDatabase(test.url, { max: 1 });
  for await (const _ of streamCopy(small, MANY)) break;
  await untilNoneIsActive();
  await small.ping();
  await small.close();
});

it('a signal ends the query at once, also before its first row', async () => {
  const small = openDatabase(test.url, { max: 1 });
  const sleeping = { text: 'SELECT pg_sleep(600)', values: [] };
  for (const query of [MANY, sleeping]) {
    const controller = new AbortController();
    const stream = streamCopy(small, query, { signal: controller.signal });
    const next = query === MANY ? stream.next().then(() => stream.next()) : stream.next();
    setImmediate(() => controller.abort(new Error('left')));
    await expect(next.then(() => Array.fromAsync(stream))).rejects.toThrow('left');
    await untilNoneIsActive();
    await small.ping();
  }
  await small.close();
});

it.each([
  ['between two blocks', { stall_timeout_ms: 1_000 }],
  ['altogether', { snapshot_timeout_ms: 1 }],
])(
  'who reads too slowly %s loses the stream, and its connection is free again',
  async (_, bounds) => {
    const small = openDatabase(test.url, { max: 1 });
    const stream = streamCopy(small, MANY, { bounds });
    await stream.next();
    if ('stall_timeout_ms' in bounds) await untilNoneIsActive();
    await expect(Array.fromAsync(stream)).rejects.toThrow(ReadStalled);
    await small.ping();
    await small.close();
  },
);

it('an error of the server in the middle is an error here', async () => {
  const failing = { text: 'SELECT 1 / (50000 - n) FROM generate_series(1, 60000) n', values: [] };
  await expect(Array.fromAsync(streamCopy(test.db, failing))).rejects.toMatchObject({
    code: '22012',
  });
  await test.db.ping();
});

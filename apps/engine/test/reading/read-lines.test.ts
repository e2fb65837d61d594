import { MAX_LINE_BYTES, ReadLine, type TrailerLine } from '@grabber/contracts/engine/reading';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { AccountReader, ReadChunk } from '../../src/reading/account-reader.ts';
import { readLines } from '../../src/reading/read-lines.ts';

const isLine = Compile(ReadLine);

function chunk(fields: Partial<ReadChunk> = {}): ReadChunk {
  return {
    persons: [],
    groups: [],
    members: [],
    contacts: [],
    unreadable: [],
    unread: [],
    phase: 'contacts',
    done: 0,
    total: 0,
    isDone: false,
    queriesSent: 0,
    ...fields,
  };
}

/** A page that gives these chunks, the last of which ends the read, and counts what is asked of it. */
function fakeReader(chunks: readonly ReadChunk[], { hasSynced = true } = {}) {
  const counts = { asked: 0, closed: 0 };
  const last = chunk({ ...chunks.at(-1), isDone: true });
  const reader: AccountReader = {
    header: async () => ({ groups: 1, contacts: 2, hasSynced }),
    async next() {
      counts.asked += 1;
      return (counts.asked < chunks.length ? chunks[counts.asked - 1] : undefined) ?? last;
    },
    async close() {
      counts.closed += 1;
    },
  };
  return { reader, counts };
}

function read(reader: AccountReader, signal = new AbortController().signal) {
  return readLines(reader, { sessionId: 'one', kind: 'all', signal });
}

async function trailerOf(reader: AccountReader): Promise<TrailerLine> {
  const lines = await Array.fromAsync(read(reader));
  for (const line of lines) expect(isLine.Errors(line)).toEqual([]);
  return lines.at(-1) as TrailerLine;
}

describe('a read', () => {
  it('counts what it sends, groups that go on in further parts included', async () => {
    const { reader, counts } = fakeReader([
      chunk({
        phase: 'groups',
        persons: [
          [0, '6281200000000', '1', 'Ana'],
          [1, null, '2', null],
        ],
        groups: [['1-2@g.us', 'Grup', null, 0, 1_700_000_000, 9, null, null, 3]],
        members: [
          ['1-2@g.us', [2, 4]],
          ['1-2@g.us', [0]],
        ],
        queriesSent: 1,
      }),
      chunk({ contacts: [['6281200000000', null, 'Ana', null, null, null, 1, null]] }),
    ]);
    const lines = await Array.fromAsync(read(reader));
    expect(lines.map(({ type }) => type)).toEqual([
      'header',
      'groups',
      'participants',
      'progress',
      'contacts',
      'trailer',
    ]);
    expect(lines.at(-1)).toMatchObject({
      total_groups: 1,
      total_participants: 3,
      total_contacts: 1,
      listing_complete: { groups: true, contacts: true },
      complete: true,
    });
    expect(counts.closed).toBe(1);
  });

  it('tells of requests to WhatsApp as they are sent, so that a read that breaks off has told them', async () => {
    const sent = chunk({ queriesSent: 2 });
    const { reader } = fakeReader([chunk(), sent, sent, sent]);
    const { next } = reader;
    let asked = 0;
    const breaks = () => {
      asked += 1;
      return asked > 3 ? Promise.reject(new Error('the page is gone')) : next();
    };
    const told: number[] = [];
    const broken = (async () => {
      for await (const line of read({ ...reader, next: breaks })) {
        expect(isLine.Errors(line)).toEqual([]);
        if (line.type === 'progress') told.push(line.queries_sent);
      }
    })();
    await expect(broken).rejects.toThrow('the page is gone');
    expect(told).toEqual([2]);
  });

  it('names what could not be read, without what a message of the page gives away', async () => {
    const { reader } = fakeReader([
      chunk({
        unreadable: [['contact', '62812@s.whatsapp.net', 'no name for 6281234567890@c.us']],
      }),
    ]);
    const trailer = await trailerOf(reader);
    expect(trailer).toMatchObject({ complete: false, unreadable_count: 1 });
    expect(trailer.unreadable[0]?.reason).not.toMatch(/\d{6}/);
    expect(trailer.listing_complete).toEqual({ groups: true, contacts: true });
  });

  it.each([
    [1, '1 group or contact', '1 group'],
    [3, '3 groups or contacts', '3 groups'],
  ])(
    'says in words what is missing, and names no field that only an engine has: %i',
    async (count, items, groups) => {
      const each = Array.from({ length: count }, (_, n) => n);
      const { reader } = fakeReader(
        [
          chunk({
            groups: each.map((n) => [`${n}@g.us`, null, null, null, null, 0, null, null, null]),
            unreadable: each.map((n) => ['contact', `${n}@lid`, 'TypeError']),
            unread: each.map((n) => [`${n}@g.us`, 'no answer in time', true]),
          }),
        ],
        { hasSynced: false },
      );
      const reasons = (await trailerOf(reader)).incomplete_reasons;
      expect(reasons.map(({ message }) => message)).toEqual([
        `${items} could not be read; see errors.`,
        `Not all members of ${groups} could be read; see errors.`,
        `The members of ${groups} could not be refreshed; see errors.`,
        'WhatsApp Web had not finished its sync, so the lists may lack entries.',
      ]);
    },
  );

  it('has a trailer that fits into one line, however many items it could name', async () => {
    const reason = "TypeError: Cannot read properties of undefined (reading 'verifiedName')".padEnd(
      200,
      '…',
    );
    const id = (n: number) => `${'6'.repeat(60)}${n}`;
    const unreadable = Array.from({ length: 1_500 }, (_, n) => ['contact', id(n), reason] as const);
    const unread = Array.from({ length: 1_500 }, (_, n) => [`${n}@g.us`, reason, true] as const);
    const { reader } = fakeReader([
      chunk({
        unreadable: unreadable.map((each) => [...each]),
        unread: unread.map((each) => [...each]),
      }),
    ]);
    const trailer = await trailerOf(reader);
    expect(Buffer.byteLength(`${JSON.stringify(trailer)}\n`)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(trailer.unreadable_count).toBe(1_500);
    expect(trailer.unreadable.length).toBeGreaterThan(100);
    expect(trailer.unread_groups.length).toBeGreaterThan(100);
  });

  it('does not call a list complete that holds something without an id', async () => {
    const { reader } = fakeReader([chunk({ unreadable: [['group', null, 'TypeError']] })]);
    expect((await trailerOf(reader)).listing_complete).toEqual({ groups: false, contacts: true });
  });

  it('does not call any list complete before the sync has ended, and says so', async () => {
    const { reader } = fakeReader([chunk()], { hasSynced: false });
    expect(await trailerOf(reader)).toMatchObject({
      complete: false,
      incomplete_reasons: [{ code: 'SYNC_UNFINISHED' }],
      listing_complete: { groups: false, contacts: false },
    });
  });

  it('stays a few chunks ahead of a slow taker and no more', async () => {
    const contact = ['6281200000000', null, 'Ana', null, null, null, 1, null] as const;
    const many = Array.from({ length: 100 }, () => chunk({ contacts: [[...contact]] }));
    const { reader, counts } = fakeReader(many);
    const lines = read(reader);
    for (let taken = 0; taken < 10; taken += 1) await lines.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(counts.asked).toBeLessThanOrEqual(15);
    await lines.return();
    expect(counts.closed).toBe(1);
  });

  it('that is aborted ends with the reason at once, and stops in the page', async () => {
    const { reader, counts } = fakeReader([chunk()]);
    const abort = new AbortController();
    const lines = read({ ...reader, next: () => new Promise(() => {}) }, abort.signal);
    await lines.next();
    const pending = lines.next();
    abort.abort(new Error('nobody waits'));
    await expect(pending).rejects.toThrow('nobody waits');
    expect(counts.closed).toBe(1);
  });
});

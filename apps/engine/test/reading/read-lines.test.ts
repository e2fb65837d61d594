import { TEXT_FIELDS } from '@grabber/contracts/contact-fields';
import { MAX_LINE_BYTES, ReadLine, type TrailerLine } from '@grabber/contracts/engine/reading';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { AccountReader, ReadChunk, SyncState } from '../../src/reading/account-reader.ts';
import { readLines } from '../../src/reading/read-lines.ts';

const isLine = Compile(ReadLine);
const SYNCED: SyncState = {
  restored: true,
  synced: true,
  caughtUp: true,
  contacts: true,
  history: true,
  groups: true,
};

/** Saved contacts that are all called Ana. */
function contactColumns(phones: readonly string[]): ReadChunk['contacts'] {
  return {
    count: phones.length,
    phones,
    lids: phones.map(() => ''),
    flags: phones.map(() => '1'),
    texts: TEXT_FIELDS.map((name) => phones.map(() => (name === 'push_name' ? 'Ana' : null))),
  };
}

function chunk(fields: Partial<ReadChunk> = {}): ReadChunk {
  return {
    persons: [],
    groups: [],
    members: [],
    joinTimes: [],
    past: [],
    contacts: contactColumns([]),
    olderLids: [],
    labels: [],
    unreadable: [],
    unread: [],
    kept: [],
    withoutWhatsApp: 0,
    groupListing: null,
    allWithoutWhatsApp: null,
    phase: 'contacts',
    done: 0,
    total: 0,
    isDone: false,
    queriesSent: 0,
    sync: SYNCED,
    ...fields,
  };
}

/** A page that returns these chunks and counts its calls; the last chunk ends the read. */
function fakeReader(chunks: readonly ReadChunk[], { sync = SYNCED } = {}) {
  const counts = { asked: 0, closed: 0 };
  const last = chunk({ ...chunks.at(-1), isDone: true });
  const reader: AccountReader = {
    header: async () => ({ groups: 1, contacts: 2, sync }),
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
  it('counts what it sends, including groups in several parts', async () => {
    const { reader, counts } = fakeReader([
      chunk({
        phase: 'groups',
        persons: [
          [0, '6281200000000', '1', 'Ana', null],
          [1, null, '2', null, null],
        ],
        groups: [['1-2@g.us', 'Grup', null, 0, 1_700_000_000, 9, null, null, 3]],
        members: [
          ['1-2@g.us', [2, 4]],
          ['1-2@g.us', [0]],
        ],
        queriesSent: 1,
      }),
      chunk({ contacts: contactColumns(['6281200000000']) }),
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

  it('reports queries to WhatsApp as they are sent, so that a read that fails has reported them', async () => {
    const sent = chunk({ queriesSent: 2 });
    const { reader } = fakeReader([chunk(), sent, sent, sent]);
    const { next } = reader;
    let asked = 0;
    const breaks = () => {
      asked += 1;
      return asked > 3 ? Promise.reject(new Error('the page is gone')) : next();
    };
    const reported: number[] = [];
    const broken = (async () => {
      for await (const line of read({ ...reader, next: breaks })) {
        expect(isLine.Errors(line)).toEqual([]);
        if (line.type === 'progress') reported.push(line.queries_sent);
      }
    })();
    await expect(broken).rejects.toThrow('the page is gone');
    expect(reported).toEqual([2]);
  });

  it('names unreadable items, without personal data in the messages of the page', async () => {
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
        { sync: { ...SYNCED, synced: false } },
      );
      const reasons = (await trailerOf(reader)).incomplete_reasons;
      expect(reasons.map(({ message }) => message)).toEqual([
        `${items} could not be read; see errors.`,
        `Not all members of ${groups} could be read; see errors.`,
        `The members of ${groups} could not be refreshed; see errors.`,
        'WhatsApp Web was not connected or had not finished its sync, so the lists may lack entries.',
      ]);
    },
  );

  it('has a trailer that fits into one line for any number of named items', async () => {
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

  it('does not report a list as complete when an item has no id', async () => {
    const { reader } = fakeReader([chunk({ unreadable: [['group', null, 'TypeError']] })]);
    expect((await trailerOf(reader)).listing_complete).toEqual({ groups: false, contacts: true });
  });

  it('does not report a list as complete before the sync has ended, and gives the reason', async () => {
    const { reader } = fakeReader([chunk()], { sync: { ...SYNCED, synced: false } });
    expect(await trailerOf(reader)).toMatchObject({
      complete: false,
      incomplete_reasons: [{ code: 'SYNC_UNFINISHED' }],
      listing_complete: { groups: false, contacts: false },
    });
  });

  it.each([
    ['restored', 'PAGE_RESTORING', { groups: false, contacts: false }],
    ['caughtUp', 'CATCHING_UP', { groups: false, contacts: false }],
    ['contacts', 'CONTACTS_SYNCING', { groups: true, contacts: false }],
    ['history', 'HISTORY_SYNCING', { groups: true, contacts: false }],
    ['groups', 'GROUPS_SYNCING', { groups: false, contacts: true }],
  ] as const)(
    'lacks entries while %s has not ended, at its start or at its end',
    async (part, code, complete) => {
      const gap = { ...SYNCED, [part]: false };
      for (const [start, end] of [
        [gap, SYNCED],
        [SYNCED, gap],
      ] as const) {
        const { reader } = fakeReader([chunk({ sync: end })], { sync: start });
        expect(await trailerOf(reader)).toMatchObject({
          complete: false,
          incomplete_reasons: [{ code }],
          listing_complete: complete,
        });
      }
    },
  );

  it('is not complete where the page cannot tell how far its sync has come', async () => {
    const { reader } = fakeReader([chunk()], {
      sync: { ...SYNCED, contacts: null, history: null },
    });
    expect(await trailerOf(reader)).toMatchObject({
      complete: false,
      incomplete_reasons: [{ code: 'SYNC_STATE_UNKNOWN', count: 1 }],
      listing_complete: { groups: true, contacts: false },
    });
  });

  it('stays only a few chunks ahead of a slow consumer', async () => {
    const contacts = contactColumns(['6281200000000']);
    const many = Array.from({ length: 100 }, () => chunk({ contacts }));
    const { reader, counts } = fakeReader(many);
    const lines = read(reader);
    for (let taken = 0; taken < 10; taken += 1) await lines.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(counts.asked).toBeLessThanOrEqual(15);
    await lines.return();
    expect(counts.closed).toBe(1);
  });

  it('that is aborted ends at once with the reason, and stops in the page', async () => {
    const { reader, counts } = fakeReader([chunk()]);
    const abort = new AbortController();
    const lines = read({ ...reader, next: () => new Promise(() => {}) }, abort.signal);
    await lines.next();
    const pending = lines.next();
    abort.abort(new Error('the client has gone'));
    await expect(pending).rejects.toThrow('the client has gone');
    expect(counts.closed).toBe(1);
  });
});

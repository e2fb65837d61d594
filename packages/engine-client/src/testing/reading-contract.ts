import type { EngineContact } from '@grabber/contracts/engine/contact';
import {
  FailureLine,
  MAX_LINE_BYTES,
  NDJSON_MEDIA_TYPE,
  ReadDocument,
  type ReadKind,
  type ReadLine,
} from '@grabber/contracts/engine/reading';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../engine-client.ts';
import type { ReadRequest } from '../read-account.ts';
import { type ContractContext, type EngineContractTarget, rawRequest } from './contract-target.ts';
import { foldLines } from './fake-account.ts';
import { comparable, duplicates, strangePeople } from './read-comparison.ts';

const readDocument = Compile(ReadDocument);
const failureLine = Compile(FailureLine);
const KINDS: readonly ReadKind[] = ['groups', 'contacts', 'all'];
const PATHS = { groups: 'groups', contacts: 'contacts', all: 'all-contacts' } as const;
const READ_DEADLINE_MS = 60_000;

type ReadingContext = ContractContext & { readonly client: () => EngineClient };

/** What a read must hold, in both of its forms. */
export function readingContract(context: ReadingContext): void {
  for (const kind of KINDS) {
    describe(`reading ${kind}`, () => {
      countingContract(context, kind);
      formsContract(context, kind);
    });
  }
  describe('reading', () => {
    streamContract(context);
    failureContract(context);
  });
}

function countingContract(context: ReadingContext, kind: ReadKind): void {
  it('streams a header, the items and a trailer that counts all of them', async () => {
    const document = foldLines(await read(context, kind));
    const { expected } = context.target();
    const groups = kind === 'contacts' ? 0 : expected.groups;
    expect(document).toMatchObject({
      kind,
      total_groups: groups,
      total_contacts: kind === 'groups' ? 0 : expected.contacts,
      total_participants: groups === 0 ? 0 : expected.participants,
      complete: true,
      incomplete_reasons: [],
      unreadable_count: 0,
      listing_complete: {
        groups: kind === 'contacts' ? null : true,
        contacts: kind === 'groups' ? null : true,
      },
    });
    expect(document.groups).toHaveLength(document.total_groups);
    expect(document.contacts).toHaveLength(document.total_contacts);
  });

  it('has each person and group once, under the canonical id', async () => {
    const { groups, contacts } = foldLines(await read(context, kind));
    expect(duplicates([...groups, ...contacts].map((item) => item.contact_id))).toEqual([]);
    expect(strangePeople({ groups, contacts })).toEqual([]);
  });
}

function formsContract(context: ReadingContext, kind: ReadKind): void {
  const { target } = context;

  it('answers the same as one JSON document', async () => {
    const path = pathOf(kind, target().connectedSessionId);
    const answer = await rawRequest(target(), path, { accept: 'application/json' });
    expect(answer.type).toMatch(/^application\/json/);
    const document: unknown = answer.json();
    expect(readDocument.Errors(document)).toEqual([]);
    const streamed = foldLines(await read(context, kind));
    expect(comparable(document as typeof streamed)).toEqual(comparable(streamed));
  });

  it('answers 409 SESSION_NOT_CONNECTED with the status while the QR waits, in both forms', async () => {
    const { qrSessionId } = target();
    for (const accept of ['application/json', NDJSON_MEDIA_TYPE]) {
      const answer = await rawRequest(target(), pathOf(kind, qrSessionId), { accept });
      expect(answer.status).toBe(409);
      const body = { code: 'SESSION_NOT_CONNECTED', session_status: 'qr' };
      expect(answer.json()).toMatchObject(body);
    }
  });
}

function streamContract(context: ReadingContext): void {
  const { target, client } = context;

  it('keeps every line within the maximum length', async () => {
    const path = pathOf('all', target().connectedSessionId);
    const { type, text } = await rawRequest(target(), path, { accept: NDJSON_MEDIA_TYPE });
    expect(type).toMatch(NDJSON_MEDIA_TYPE);
    const lengths = text.split('\n').map((line) => Buffer.byteLength(line) + 1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });

  it('gives two readers of one session at the same time the same content', async () => {
    const [first, second] = await Promise.all([read(context, 'all'), read(context, 'all')]);
    expect(comparable(foldLines(first))).toEqual(comparable(foldLines(second)));
  });

  it('has people without WhatsApp only if it is asked for them, and counts them apart', async () => {
    const plain = foldLines(await read(context, 'contacts'));
    const asked = foldLines(await read(context, 'contacts', { withoutWhatsApp: true }));
    const isOnWhatsApp = ({ on_whatsapp }: EngineContact) => on_whatsapp;
    expect(plain.contacts.every(isOnWhatsApp)).toBe(true);
    expect(plain).not.toHaveProperty('total_without_whatsapp');
    expect(asked.contacts.filter(isOnWhatsApp)).toHaveLength(plain.total_contacts);
    const { withoutWhatsApp } = target().expected;
    expect(withoutWhatsApp).toBeGreaterThan(0);
    expect(asked.contacts).toHaveLength(plain.total_contacts + withoutWhatsApp);
    expect(asked).toMatchObject({
      ...{ complete: true, total_contacts: plain.total_contacts },
      total_without_whatsapp: withoutWhatsApp,
      listing_complete: { groups: null, contacts: true, without_whatsapp: true },
    });
  });

  it('says whether chats are locked only if it is asked for that', async () => {
    const locksIn = ({ groups, contacts }: ReadDocument) =>
      new Set([...groups, ...contacts].map(({ is_locked }) => is_locked));
    expect(locksIn(foldLines(await read(context, 'all')))).toEqual(new Set([null]));
    const asked = foldLines(await read(context, 'all', { lockedChats: true }));
    expect(locksIn(asked)).toEqual(new Set([null, false, true]));
  });

  it('names the account that is read in its first line', async () => {
    const { lid, phone_number } = await client().getSession(target().connectedSessionId);
    const { account } = foldLines(await read(context, 'all'));
    expect(account).toEqual({ lid, phone_number });
    expect(phone_number).not.toBeNull();
  });

  it('that is left after the first line does not harm the session', async () => {
    const sessionId = target().connectedSessionId;
    const request = { sessionId, kind: 'all', deadlineMs: READ_DEADLINE_MS } as const;
    for await (const line of client().read(request)) {
      expect(line.type).toBe('header');
      break;
    }
    expect(await client().getSession(sessionId)).toMatchObject({ status: 'connected' });
    expect(foldLines(await read(context, 'all'))).toMatchObject({ complete: true });
  });
}

function failureContract(context: ReadingContext): void {
  const { target, client } = context;

  it('of a session that is stopped in the middle ends with the reason in place of the trailer', async () => {
    const { sessionId, release } = await target().holdReads();
    const raw = await openStream(target(), pathOf('all', sessionId));
    const lines = client().read({ sessionId, kind: 'all', deadlineMs: READ_DEADLINE_MS });
    expect((await lines.next()).value).toMatchObject({ type: 'header' });
    await client().stopSession(sessionId);
    const last = (await raw.rest()).at(-1);
    expect(failureLine.Errors(last)).toEqual([]);
    expect(last).toMatchObject({ code: 'READ_ABORTED' });
    const error = { code: 'READ_ABORTED', status: 502, message: (last as FailureLine).message };
    await expect(Array.fromAsync(lines)).rejects.toMatchObject(error);
    await release();
  });
}

/** The stream of a read whose first line has come. */
async function openStream(target: EngineContractTarget, path: string) {
  const headers = { authorization: `Bearer ${target.secret}`, accept: NDJSON_MEDIA_TYPE };
  const response = await fetch(new URL(path, target.url), { headers });
  if (!response.body) throw new Error(`${path} was answered ${response.status} without a body`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n')) text += (await reader.read()).value ?? '';
  return {
    /** All lines, when the stream has ended. Rejects when it breaks off. */
    async rest(): Promise<unknown[]> {
      for (;;) {
        const { done, value } = await reader.read();
        if (done)
          return text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line));
        text += value;
      }
    },
  };
}

function read(
  { target, client }: ReadingContext,
  kind: ReadKind,
  options: Pick<ReadRequest, 'withoutWhatsApp' | 'lockedChats'> = {},
): Promise<ReadLine[]> {
  const sessionId = target().connectedSessionId;
  const request = { sessionId, kind, deadlineMs: READ_DEADLINE_MS, ...options };
  return Array.fromAsync(client().read(request));
}

function pathOf(kind: ReadKind, sessionId: string): string {
  return `/sessions/${sessionId}/${PATHS[kind]}`;
}

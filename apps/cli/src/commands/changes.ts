import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Schema } from '@grabber/api-client';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { dataOf } from '../connection/answers.ts';
import { chooseSession } from '../connection/choose-session.ts';
import { followEvents } from '../connection/follow-events.ts';
import { textOf } from '../options.ts';
import { printable } from '../output/printable.ts';

type Row = Pick<Schema<'Individual'>, 'contact_id' | 'name'>;
type Membership = Extract<Schema<'ContactChange'>, { change: 'membership' }>;
/** What a line shows of a change. */
type Change =
  | { readonly change: 'created' | 'removed'; readonly contact: Row }
  | { readonly change: 'changed'; readonly contact: Row; readonly fields: readonly string[] }
  | Pick<Membership, 'change' | 'membership'>
  | { readonly change: 'deleted'; readonly id: number; readonly reason: string };
type Reading = {
  readonly sessionId: string;
  readonly memberships: boolean;
  readonly cursorFile: string | undefined;
  /** Where the reader is. */
  cursor: string | undefined;
};

const PAGE = 1_000;
/** Own data and deletions change the address book without a grab. */
const LOOK_INTERVAL_MS = 30_000;

export const changes: Command = {
  summary: { en: 'show what changed, and follow it', id: 'menampilkan dan mengikuti perubahan' },
  usage: '[SESSION] [--follow] [--since CURSOR]',
  help: {
    en: `Shows what changed in the stored address book since a cursor, and the cursor to go on from. With --json each change
is a line of its own. Without a cursor it begins with every contact; with --follow, with what changes from now on.

  --follow             waits for further changes
  --since CURSOR       the next_cursor of an earlier call
  --cursor-file FILE   reads the cursor there, and keeps it there after each page
  --memberships        also who joined and left groups`,
    id: `Menampilkan perubahan buku alamat tersimpan sejak sebuah cursor, dan cursor berikutnya. Dengan --json setiap perubahan
ditulis di satu baris. Tanpa cursor dimulai dari semua kontak; dengan --follow, dari perubahan berikutnya.

  --follow             menunggu perubahan berikutnya
  --since CURSOR       next_cursor dari panggilan sebelumnya
  --cursor-file FILE   membaca cursor dari file ini, dan menyimpannya setelah setiap halaman
  --memberships        juga siapa yang masuk dan keluar grup`,
  },
  options: {
    follow: { type: 'boolean' },
    since: { type: 'string' },
    'cursor-file': { type: 'string' },
    memberships: { type: 'boolean' },
  },
  maxPositionals: 1,
  async run(context, input) {
    const { api, out, config } = context;
    const { session_id: sessionId } = await chooseSession(api().client, input.positionals[0], out);
    const file = textOf(input, 'cursor-file');
    const cursorFile = file === undefined ? undefined : resolve(config.directory, file);
    const cursor = textOf(input, 'since') ?? (await storedCursor(cursorFile));
    const memberships = input.values.memberships === true;
    const reading: Reading = { sessionId, memberships, cursorFile, cursor };
    const follows = input.values.follow === true;
    await readOn(context, reading, follows && cursor === undefined ? 'silent' : 'shown');
    if (follows) await follow(context, reading);
    out.value({ next_cursor: reading.cursor });
    out.line(`next_cursor: ${reading.cursor}`);
    return EXIT.ok;
  },
};

async function storedCursor(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.trim() || undefined;
}

/** Reads up to the last change. The cursor is kept only after its page was shown. */
async function readOn(context: CommandContext, reading: Reading, how: 'shown' | 'silent') {
  const { api, out } = context;
  for (;;) {
    const query = {
      limit: PAGE,
      ...(reading.cursor && { since: reading.cursor }),
      ...(reading.memberships && { memberships: true }),
    };
    const data = await dataOf(
      api().client.GET('/api/sessions/{id}/contacts/changes', {
        params: { path: { id: reading.sessionId }, query },
      }),
    );
    for (const change of how === 'shown' ? data.changes : []) {
      out.value(change);
      out.line(lineOf(change));
    }
    const moved = reading.cursor !== data.next_cursor;
    reading.cursor = data.next_cursor;
    if (reading.cursorFile !== undefined && moved) {
      const draft = `${reading.cursorFile}.${process.pid}.part`;
      await writeFile(draft, `${reading.cursor}\n`, { mode: 0o600 });
      await rename(draft, reading.cursorFile);
    }
    if (!data.has_more) return;
  }
}

/** Its rejection may come before anything waits for it. */
function newWake(): PromiseWithResolvers<void> {
  const wake = Promise.withResolvers<void>();
  wake.promise.catch(() => undefined);
  return wake;
}

async function follow(context: CommandContext, reading: Reading): Promise<void> {
  const { api, out, stopped } = context;
  out.note(
    out.say({
      en: 'Waiting for changes. Ctrl-C ends it.',
      id: 'Menunggu perubahan. Ctrl-C untuk mengakhiri.',
    }),
  );
  let wake = newWake();
  const looks = setInterval(() => wake.resolve(), LOOK_INTERVAL_MS);
  const end = new AbortController();
  const signal = AbortSignal.any([stopped, end.signal]);
  const listening = (async () => {
    for await (const event of followEvents(api().client, reading.sessionId, signal))
      if (['grab', 'contacts', 'snapshot'].includes(event.type)) wake.resolve();
  })();
  listening.catch((error: unknown) => wake.reject(error));
  try {
    while (!stopped.aborted) {
      await wake.promise;
      wake = newWake();
      await readOn(context, reading, 'shown');
    }
  } catch (error) {
    // The end of this command is Ctrl-C.
    if (!stopped.aborted) throw error;
  } finally {
    clearInterval(looks);
    end.abort();
  }
}

function lineOf(change: Change): string {
  const what = change.change.padEnd(10);
  if (change.change === 'deleted') return `${what} ${change.id} (${change.reason})`;
  if (change.change === 'membership') {
    const { membership } = change;
    return `${what} ${membership.change} ${membership.participant_id} ${membership.group_id}`;
  }
  const { contact_id, name } = change.contact;
  const fields = change.change === 'changed' ? ` (${change.fields.join(', ')})` : '';
  return `${what} ${contact_id} ${printable(name)}${fields}`;
}

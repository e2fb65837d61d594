import { createInterface } from 'node:readline/promises';
import type { Schema } from '@grabber/api-client';
import {
  type Actions,
  type Command,
  type CommandContext,
  EXIT,
  type Input,
  runAction,
  UsageError,
} from '../command.ts';
import { dataOf } from '../connection/answers.ts';
import { chooseSession, listSessions } from '../connection/choose-session.ts';
import { textOf, wordOf } from '../options.ts';
import { printable } from '../output/printable.ts';

type Session = Schema<'Session'>;

const NAME = { en: 'The name', id: 'Nama' };

const ACTIONS: Actions = {
  async list({ api, out }) {
    const sessions = await listSessions(api().client);
    out.value({ sessions });
    if (sessions.length === 0)
      out.line(out.say({ en: 'There is no session yet.', id: 'Belum ada session.' }));
    else
      out.table(
        ['ID', out.say(NAME).toUpperCase().replace('THE ', ''), 'STATUS', out.say(NEXT_STEP)],
        sessions.map((one) => [one.session_id, one.session_name, one.status, nextStepOf(one)]),
      );
    return EXIT.ok;
  },
  async create({ api, out }, input) {
    const name = wordOf(input, 1, NAME, out.say);
    const externalId = textOf(input, 'external-id');
    const body = {
      name,
      start: input.values.start === true,
      ...(externalId && { external_id: externalId }),
    };
    return show(out, await dataOf(api().client.POST('/api/sessions', { body })));
  },
  start: (context, input) => change(context, input, '/api/sessions/{id}/start'),
  stop: (context, input) => change(context, input, '/api/sessions/{id}/stop'),
  restart: (context, input) => change(context, input, '/api/sessions/{id}/restart'),
  logout: (context, input) => change(context, input, '/api/sessions/{id}/logout'),
  delete: deleteSession,
};

const NEXT_STEP = { en: 'WHAT TO DO', id: 'YANG HARUS DILAKUKAN' };

type LifecyclePath = `/api/sessions/{id}/${'start' | 'stop' | 'restart' | 'logout'}`;

async function change({ api, out }: CommandContext, input: Input, path: LifecyclePath) {
  const { client } = api();
  const { session_id: id } = await chooseSession(client, input.positionals[1], out);
  return show(out, await dataOf(client.POST(path, { params: { path: { id } } })));
}

function show(out: CommandContext['out'], session: Session): number {
  out.value(session);
  out.line(`${session.session_id}  ${session.status}  ${nextStepOf(session)}`.trimEnd());
  return EXIT.ok;
}

function nextStepOf({ action_required, last_error, stale }: Session): string {
  if (stale) return 'ENGINE_UNREACHABLE';
  return action_required?.message ?? last_error?.message ?? '';
}

/** A person types the name of what is deleted. Scripts say it with `--confirm`. */
async function deleteSession(context: CommandContext, input: Input): Promise<number> {
  const { api, out, stopped } = context;
  const text = wordOf(input, 1, { en: 'The session', id: 'Session' }, out.say);
  const { client } = api();
  const { session_id: id, session_name } = await chooseSession(client, text, out);
  const typed = textOf(input, 'confirm') ?? (await askName(context, session_name));
  stopped.throwIfAborted();
  if (typed !== session_name)
    throw new UsageError(
      out.say({
        en: 'Nothing was deleted: the name is not that of the session.',
        id: 'Tidak ada yang dihapus: nama tidak sama dengan nama session.',
      }),
    );
  const query = input.values.force === true ? { force: 'true' as const } : {};
  const deleted = await dataOf(
    client.DELETE('/api/sessions/{id}', { params: { path: { id }, query } }),
  );
  out.value(deleted);
  out.line(
    out.say({
      en: `Deleted, with ${deleted.deleted_count} rows.`,
      id: `Dihapus, beserta ${deleted.deleted_count} baris.`,
    }),
  );
  if (deleted.device_may_be_linked)
    out.warn(
      out.say({
        en: 'WhatsApp did not confirm the logout: remove the device on the phone, under Linked devices.',
        id: 'WhatsApp tidak mengonfirmasi logout: hapus perangkat di ponsel, di menu Perangkat tertaut.',
      }),
    );
  return EXIT.ok;
}

async function askName({ out, stopped }: CommandContext, name: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new UsageError(
      out.say({
        en: 'A deletion needs --confirm NAME, with the name of the session.',
        id: 'Penghapusan memerlukan --confirm NAMA, dengan nama session.',
      }),
    );
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = out.say({
      en: `This unlinks the device and deletes the address book of "${printable(name)}". Type its name to go on: `,
      id: `Perangkat akan dilepas dan buku alamat "${printable(name)}" dihapus. Ketik namanya untuk melanjutkan: `,
    });
    return await prompt.question(question, { signal: stopped });
  } finally {
    prompt.close();
  }
}

export const sessions: Command = {
  summary: { en: 'list and run sessions', id: 'melihat dan menjalankan session' },
  usage: '[list] | create NAME | start|stop|restart|logout|delete SESSION',
  help: {
    en: `Lists the sessions, creates one, or starts, stops, restarts, logs out or deletes one. SESSION is an id, an
external_id or a name; it can be left out where there is only one session, except for delete.

  --start             create: start it at once
  --external-id ID    create: your own id of it
  --confirm NAME      delete: the name of the session, where no person can type it
  --force             delete: also where WhatsApp does not confirm the logout`,
    id: `Menampilkan daftar session, membuat session, atau menjalankan, menghentikan, memulai ulang, logout, dan menghapusnya.
SESSION adalah id, external_id, atau nama. Boleh tidak ditulis jika hanya ada satu session, kecuali untuk delete.

  --start             create: langsung dijalankan
  --external-id ID    create: id milik Anda sendiri
  --confirm NAME      delete: nama session, jika tidak dapat diketik
  --force             delete: juga jika WhatsApp tidak mengonfirmasi logout`,
  },
  options: {
    start: { type: 'boolean' },
    'external-id': { type: 'string' },
    confirm: { type: 'string' },
    force: { type: 'boolean' },
  },
  maxPositionals: 2,
  run: (context, input) => runAction(ACTIONS, context, input),
};

import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schema } from '@grabber/api-client';
import { type Command, type CommandContext, EXIT, type Input } from '../command.ts';
import { ApiError, dataOf } from '../connection/answers.ts';
import { chooseSession } from '../connection/choose-session.ts';
import { type ApiEvent, followEvents } from '../connection/follow-events.ts';
import { choiceOf, textOf } from '../options.ts';
import { progressBar } from '../output/progress-bar.ts';
import { printGrab } from './print-grab.ts';

type Grab = Schema<'Grab'>;
type Running = { readonly sessionId: string; readonly grabId: string };
type AtInterrupt = 'ask' | 'cancel' | 'leave';

const LOOK_INTERVAL_MS = 1_000;

export const grab: Command = {
  summary: { en: 'read an account and store it', id: 'membaca akun dan menyimpannya' },
  usage: '[SESSION] [--kind all|groups|contacts]',
  help: {
    en: `Reads groups and contacts of a connected session and stores them, with a progress bar. The grab runs in the API:
closing the terminal does not end it.

  --kind all|groups|contacts            what to read (default all)
  --refresh                             asks WhatsApp for the members of all groups again
  --confirm-removals                    what this grab misses is gone
  --no-wait                             only starts it, and shows its id
  --on-interrupt ask|cancel|leave       what Ctrl-C does with the grab (default: ask in a terminal, else leave)
  --cancel GRAB_ID                      cancels a grab that waits or runs

Exit codes: 0 complete, 6 stored but not complete, 5 not connected, 1 failed or cancelled.`,
    id: `Membaca grup dan kontak dari session yang terhubung lalu menyimpannya, dengan progress bar. Pengambilan berjalan di
API: menutup terminal tidak menghentikannya.

  --kind all|groups|contacts            apa yang dibaca (default all)
  --refresh                             meminta lagi anggota semua grup ke WhatsApp
  --confirm-removals                    yang tidak ditemukan memang sudah tidak ada
  --no-wait                             hanya memulai, dan menampilkan id-nya
  --on-interrupt ask|cancel|leave       akibat Ctrl-C pada pengambilan (default: ask di terminal, selain itu leave)
  --cancel GRAB_ID                      membatalkan pengambilan yang menunggu atau berjalan

Exit code: 0 lengkap, 6 tersimpan tetapi belum lengkap, 5 tidak terhubung, 1 gagal atau dibatalkan.`,
  },
  options: {
    kind: { type: 'string' },
    refresh: { type: 'boolean' },
    'confirm-removals': { type: 'boolean' },
    'no-wait': { type: 'boolean' },
    'on-interrupt': { type: 'string' },
    cancel: { type: 'string' },
  },
  maxPositionals: 1,
  async run(context, input) {
    const { api, out } = context;
    const kind = choiceOf(input, 'kind', ['all', 'groups', 'contacts'], out.say) ?? 'all';
    const canAsk = process.stdin.isTTY === true && process.stderr.isTTY === true;
    const atInterrupt =
      choiceOf(input, 'on-interrupt', ['ask', 'cancel', 'leave'], out.say) ??
      (canAsk ? 'ask' : 'leave');
    const { client } = api();
    const session = await chooseSession(client, input.positionals[0], out);
    const cancelled = textOf(input, 'cancel');
    if (cancelled !== undefined) {
      const running = { sessionId: session.session_id, grabId: cancelled };
      return printGrab(out, await cancelGrab(context, running));
    }
    await requireConnected(context, session.session_id);
    // From here on Ctrl-C is a question about the grab, also while it is being created.
    const interrupt = catchInterrupts(context);
    try {
      const running = await startGrab(context, session.session_id, { ...input, kind });
      if (input.values['no-wait'] === true) return handOver(context, running);
      const ended = await watchGrab(context, running, { atInterrupt, interrupt });
      return ended === null ? leave(context, running) : printGrab(out, ended);
    } finally {
      interrupt.restore();
    }
  },
};

/** A durable grab of a session that is not connected would wait without a word. */
async function requireConnected({ api, out }: CommandContext, id: string): Promise<void> {
  const call = api().client.GET('/api/sessions/{id}/status', { params: { path: { id } } });
  const { status, last_error, action_required, stale } = await dataOf(call);
  if (status === 'connected' && !stale) return;
  const why = action_required?.message ?? last_error?.message ?? '';
  const message = out.say({
    en: `The session is not connected. Status: ${stale ? 'engine away' : status}. ${why}`,
    id: `Session tidak terhubung. Status: ${stale ? 'engine tidak terjangkau' : status}. ${why}`,
  });
  throw new ApiError(409, { code: 'SESSION_NOT_CONNECTED', message: message.trim() });
}

async function startGrab(
  { api, out }: CommandContext,
  id: string,
  { kind, values }: Input & { readonly kind: Grab['kind'] },
): Promise<Running> {
  const body = {
    kind,
    ...(values.refresh === true && { refresh: true }),
    ...(values['confirm-removals'] === true && { confirm_removals: true }),
  };
  const params = { path: { id } };
  const created = await dataOf(api().client.POST('/api/sessions/{id}/grabs', { params, body }));
  if (created.joined)
    out.note(
      out.say({
        en: 'A grab of this kind was already at work. This shows that one.',
        id: 'Pengambilan jenis ini sudah berjalan. Yang ditampilkan adalah pengambilan itu.',
      }),
    );
  return { sessionId: id, grabId: created.grab_id };
}

function cancelGrab({ api }: CommandContext, { sessionId, grabId }: Running): Promise<Grab> {
  const params = { path: { id: sessionId, grabId } };
  return dataOf(api().client.DELETE('/api/sessions/{id}/grabs/{grabId}', { params }));
}

function handOver({ out }: CommandContext, { grabId, sessionId }: Running): number {
  out.value({ grab_id: grabId, session_id: sessionId });
  out.line(grabId);
  return EXIT.ok;
}

type Interrupt = {
  isPending: boolean;
  readonly end: AbortController;
  restore(): void;
};

/** The first Ctrl-C waits to be answered. The second one, also while a question is open, ends the watching. */
function catchInterrupts(context: CommandContext): Interrupt {
  const end = new AbortController();
  const restore = context.onInterrupt(() => {
    if (interrupt.isPending) end.abort();
    interrupt.isPending = true;
  });
  const interrupt: Interrupt = { isPending: false, end, restore };
  return interrupt;
}

/** Watches to the end of the grab. Null: the person leaves, and the grab goes on. */
async function watchGrab(
  context: CommandContext,
  running: Running,
  how: { readonly atInterrupt: AtInterrupt; readonly interrupt: Interrupt },
): Promise<Grab | null> {
  const { api, out, stopped } = context;
  const { client } = api();
  const { interrupt } = how;
  const { end } = interrupt;
  const signal = AbortSignal.any([stopped, end.signal]);
  showProgress(context, running, signal);
  const params = { path: { id: running.sessionId, grabId: running.grabId } };
  try {
    for (;;) {
      const call = client.GET('/api/sessions/{id}/grabs/{grabId}', { params, signal });
      const record = await dataOf(call);
      if (record.finished_at !== null && record.state !== 'queued') return record;
      if (interrupt.isPending) {
        if (!(await wantsToCancel(context, how.atInterrupt, signal))) return null;
        await cancelGrab(context, running);
        interrupt.isPending = false;
      }
      if (record.state === 'queued') out.progress(waiting(out, record));
      await sleep(LOOK_INTERVAL_MS, undefined, { signal });
    }
  } catch (error) {
    if (end.signal.aborted) return null;
    throw error;
  } finally {
    end.abort();
    out.progress('');
  }
}

function waiting(out: CommandContext['out'], { error }: Grab): string {
  const text = out.say({ en: 'Waiting …', id: 'Menunggu …' });
  return error === null ? text : `${text} ${error.message}`;
}

/** The bar only watches: that it cannot is no reason to end the command. */
function showProgress(context: CommandContext, running: Running, signal: AbortSignal): void {
  const { api, out } = context;
  const show = async () => {
    for await (const event of followEvents(api().client, running.sessionId, signal))
      for (const { phase, done, total } of progressOf(event, running))
        out.progress(progressBar(done, total, `${done} / ${total} ${NAMES[phase](out)}`));
  };
  show().catch(() => undefined);
}

const NAMES = {
  groups: ({ say }: CommandContext['out']) => say({ en: 'groups', id: 'grup' }),
  contacts: ({ say }: CommandContext['out']) => say({ en: 'contacts', id: 'kontak' }),
} as const;

function progressOf(event: ApiEvent, { grabId }: Running): readonly Schema<'ProgressEvent'>[] {
  const all = event.type === 'snapshot' ? event.progress : event.type === 'progress' ? [event] : [];
  return all.filter(({ grab_id }) => grab_id === null || grab_id === grabId);
}

async function wantsToCancel(
  { out }: CommandContext,
  atInterrupt: AtInterrupt,
  signal: AbortSignal,
): Promise<boolean> {
  if (atInterrupt !== 'ask') return atInterrupt === 'cancel';
  out.progress('');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  prompt.on('SIGINT', () => process.emit('SIGINT'));
  try {
    const answer = await prompt.question(
      out.say({
        en: 'Cancel the grab? Otherwise it goes on without this program. [y/N] ',
        id: 'Batalkan pengambilan? Jika tidak, pengambilan berlanjut tanpa program ini. [y/N] ',
      }),
      { signal },
    );
    return /^\s*y/i.test(answer);
  } finally {
    prompt.close();
  }
}

function leave({ out, program }: CommandContext, { sessionId, grabId }: Running): number {
  out.value({ grab_id: grabId, session_id: sessionId, state: 'running' });
  out.warn(
    out.say({
      en: `The grab goes on. To cancel it: ${program} grab ${sessionId} --cancel ${grabId}`,
      id: `Pengambilan berlanjut. Untuk membatalkan: ${program} grab ${sessionId} --cancel ${grabId}`,
    }),
  );
  return EXIT.interrupted;
}

import type { Schema } from '@grabber/api-client';
import { type Command, type CommandContext, EXIT, type Input } from '../command.ts';
import { dataOf } from '../connection/answers.ts';
import { chooseSession, listSessions } from '../connection/choose-session.ts';
import { followEvents } from '../connection/follow-events.ts';
import { textOf } from '../options.ts';
import { progressBar } from '../output/progress-bar.ts';
import { createPairingView, type PairingView } from './pairing-view.ts';

type Session = Schema<'Session'>;
type Report = Schema<'SessionStatusReport'>;

const FIRST_NAME = { en: 'My phone', id: 'Ponsel saya' };
/** A phone that sends no more history must not keep a person waiting. */
const SYNC_TIMEOUT_MS = 900_000;

export const pair: Command = {
  summary: { en: 'link a phone by QR or by code', id: 'menautkan ponsel lewat QR atau kode' },
  usage: '[SESSION] [--phone NUMBER]',
  help: {
    en: `Shows the QR to scan: on the phone, WhatsApp > Linked devices > Link a device. A new QR replaces an old one. It ends when
the phone is linked. Without a session it creates one.

  --name NAME      the name of a new session (default "${FIRST_NAME.en}")
  --new            creates one also where there are others
  --phone NUMBER   a code to type on that phone in place of the QR, with the country code
  --png FILE       also writes each QR as an image into the file
  --wait-sync      waits until WhatsApp Web has the whole account
  --first          does nothing where a session was linked before`,
    id: `Menampilkan QR untuk dipindai: di ponsel, WhatsApp > Perangkat tertaut > Tautkan perangkat. QR lama diganti QR baru.
Perintah selesai ketika ponsel tertaut. Jika belum ada session, session baru dibuat.

  --name NAMA      nama session baru (default "${FIRST_NAME.id}")
  --new            membuat session baru walaupun sudah ada yang lain
  --phone NOMOR    kode untuk diketik di ponsel itu sebagai ganti QR, dengan kode negara
  --png FILE       juga menulis setiap QR sebagai gambar ke file
  --wait-sync      menunggu sampai WhatsApp Web memuat seluruh akun
  --first          tidak melakukan apa-apa jika pernah ada session yang tertaut`,
  },
  options: {
    name: { type: 'string' },
    new: { type: 'boolean' },
    phone: { type: 'string' },
    png: { type: 'string' },
    'wait-sync': { type: 'boolean' },
    first: { type: 'boolean' },
  },
  maxPositionals: 1,
  async run(context, input) {
    const session = await sessionToLink(context, input);
    if (session === null) return EXIT.ok;
    const view = createPairingView(context, textOf(input, 'png'));
    try {
      return await followPairing(context, input, { session, view });
    } finally {
      view.close();
    }
  },
};

/** Null: with `--first`, and a phone was linked before. */
async function sessionToLink(context: CommandContext, input: Input): Promise<Session | null> {
  const { api, out } = context;
  const { client } = api();
  const known = await listSessions(client);
  const isFirst = input.values.first === true;
  if (isFirst && known.some(wasLinked)) return null;
  const text = input.positionals[0];
  const create = input.values.new === true || (text === undefined && known.length === 0);
  if (!create && isFirst && known.length > 1) return null;
  const session = create
    ? await dataOf(
        client.POST('/api/sessions', {
          body: { name: textOf(input, 'name') ?? out.say(FIRST_NAME) },
        }),
      )
    : await chooseSession(client, text, out);
  if (['connecting', 'qr', 'connected'].includes(session.status)) return session;
  const params = { path: { id: session.session_id } };
  return dataOf(client.POST('/api/sessions/{id}/start', { params }));
}

function wasLinked({ connected_at, phone_number, status }: Session): boolean {
  return connected_at !== null || phone_number !== null || status === 'logged_out';
}

async function followPairing(
  context: CommandContext,
  input: Input,
  { session, view }: { readonly session: Session; readonly view: PairingView },
): Promise<number> {
  const { api, stopped } = context;
  const { client } = api();
  const phone = textOf(input, 'phone');
  const id = session.session_id;
  let hasCode = false;
  for await (const event of followEvents(client, id, stopped)) {
    const seen = reportOf(event, id);
    const [qr] = event.type === 'snapshot' ? event.qrs : event.type === 'qr' ? [event] : [];
    if (qr !== undefined && phone !== undefined && !hasCode) {
      hasCode = true;
      const call = client.POST('/api/sessions/{id}/pairing-code', {
        params: { path: { id } },
        body: { phone_number: phone },
      });
      view.showCode(await dataOf(call));
    } else if (qr?.qr !== undefined && phone === undefined) await view.showQr(qr.qr, qr.expires_at);
    if (seen === undefined) continue;
    // The events may still be those from before the start: only the engine knows that it is over.
    const report = endOf(seen) === EXIT.failed ? await askStatus(context, id) : seen;
    view.showStatus(report);
    const code = endOf(report);
    if (code === EXIT.ok && input.values['wait-sync'] === true)
      return waitForSync(context, id, view);
    if (code !== undefined) return view.end(report, code);
  }
  return EXIT.failed;
}

function reportOf(event: { readonly type: string }, id: string): Report | undefined {
  if (event.type === 'session') return (event as Schema<'SessionEvent'>).session;
  if (event.type !== 'snapshot') return undefined;
  return (event as Schema<'SnapshotEvent'>).sessions.find(({ session_id }) => session_id === id);
}

function askStatus({ api, stopped }: CommandContext, id: string): Promise<Report> {
  const options = { params: { path: { id } }, signal: stopped };
  return dataOf(api().client.GET('/api/sessions/{id}/status', options));
}

/** Undefined while the session may still become connected by itself or by a scan. */
function endOf({ status }: Report): number | undefined {
  if (status === 'connected') return EXIT.ok;
  return ['failed', 'logged_out', 'disconnected'].includes(status) ? EXIT.failed : undefined;
}

async function waitForSync(context: CommandContext, id: string, view: PairingView) {
  const { api, out, stopped } = context;
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(SYNC_TIMEOUT_MS)]);
  let last: Report | undefined;
  try {
    for await (const event of followEvents(api().client, id, signal)) {
      const seen = reportOf(event, id);
      // Also here the events may be late.
      if (seen !== undefined)
        last = seen.status === 'connected' ? seen : await askStatus(context, id);
      const { status, sync } = last ?? {};
      if (status !== 'connected' || (sync && sync.state !== 'syncing')) break;
      if (sync)
        out.progress(
          progressBar(
            sync.progress,
            100,
            out.say({ en: 'WhatsApp Web loads the account', id: 'WhatsApp Web memuat akun' }),
          ),
        );
    }
  } catch (error) {
    stopped.throwIfAborted();
    if (!signal.aborted) throw error;
  }
  out.progress('');
  return last === undefined ? EXIT.ok : view.end(last, endOf(last) ?? EXIT.ok);
}

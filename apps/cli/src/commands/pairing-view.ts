import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Schema } from '@grabber/api-client';
import { type CommandContext, EXIT } from '../command.ts';
import type { Output } from '../output/output.ts';
import { qrBlock, qrImage } from '../output/qr-block.ts';

type Report = Schema<'SessionStatusReport'>;

/** What a person sees while a phone is linked. With `--json` each step is a line. */
export type PairingView = {
  showQr(qr: string, expiresAt: string): Promise<void>;
  showCode(code: Schema<'PairingCode'>): void;
  showStatus(report: Report): void;
  /** Says how it ended. Returns the exit code. */
  end(report: Report, code: number): number;
  close(): void;
};

const SECOND_MS = 1_000;

export function createPairingView(context: CommandContext, png: string | undefined): PairingView {
  const { out, config } = context;
  const image = png === undefined ? undefined : resolve(config.directory, png);
  const { draw, erase } = createCanvas(out);
  const { count, stop } = createCountdown(out);
  let shown = '';
  let lastStatus = '';
  return {
    async showQr(qr, expiresAt) {
      if (qr === shown) return;
      shown = qr;
      out.value({ event: 'qr', qr, expires_at: expiresAt });
      if (image !== undefined) await writeImage(image, qr);
      if (out.json) return;
      if (out.isTerminal) await draw(qr);
      else if (image === undefined) out.warn(out.say(NO_TERMINAL));
      count(expiresAt, out.say(SCAN));
    },
    showCode({ code, expires_at }) {
      erase();
      out.value({ event: 'pairing_code', code, expires_at });
      out.line(`  ${out.style('bold', `${code.slice(0, 4)}-${code.slice(4)}`)}`);
      out.note(out.say(TYPE_CODE));
      count(expires_at, out.say({ en: 'Waiting for the code', id: 'Menunggu kode diketik' }));
    },
    showStatus({ status, last_error }) {
      const text = `${status} ${last_error?.code ?? ''}`;
      if (text === lastStatus) return;
      lastStatus = text;
      out.value({ event: 'status', status, error: last_error });
      if (status === 'qr') return;
      stop();
      if (shown !== '') erase();
      if (status === 'connecting')
        out.progress(last_error?.message ?? out.say(shown === '' ? STARTING : SCANNED));
    },
    end: (report, code) => {
      stop();
      erase();
      return printEnd(context, report, code);
    },
    close() {
      stop();
      out.progress('');
    },
  };
}

/** Draws a QR where the one before was. */
function createCanvas(out: Output) {
  let drawnLines = 0;
  const erase = () => {
    out.progress('');
    if (drawnLines > 0 && out.isTerminal) process.stdout.write(`\u001b[${drawnLines}F\u001b[J`);
    drawnLines = 0;
  };
  const draw = async (qr: string) => {
    erase();
    const block = await qrBlock(qr);
    const isTooWide = block.columns > out.columns;
    const lines = isTooWide ? [out.say(tooNarrow(block.columns))] : ['', ...block.lines, ''];
    for (const line of lines) out.line(line);
    // What has left the screen cannot be erased.
    if (lines.length < (process.stdout.rows || 0)) drawnLines = lines.length;
  };
  return { draw, erase };
}

function createCountdown(out: Output) {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearInterval(timer);
  const count = (expiresAt: string, text: string) => {
    stop();
    const tick = () => {
      const seconds = Math.max(0, Math.round((Date.parse(expiresAt) - Date.now()) / SECOND_MS));
      out.progress(`${text} (${seconds} s)`);
    };
    tick();
    timer = setInterval(tick, SECOND_MS);
  };
  return { count, stop };
}

const SCAN = {
  en: 'Scan it: WhatsApp > Linked devices > Link a device',
  id: 'Pindai: WhatsApp > Perangkat tertaut > Tautkan perangkat',
};
const STARTING = { en: 'The browser starts …', id: 'Browser sedang dijalankan …' };
const SCANNED = {
  en: 'Scanned. WhatsApp Web signs in …',
  id: 'QR terpindai. WhatsApp Web sedang masuk …',
};
const TYPE_CODE = {
  en: 'On the phone: WhatsApp > Linked devices > Link a device > Link with phone number instead. Type this code.',
  id: 'Di ponsel: WhatsApp > Perangkat tertaut > Tautkan perangkat > Tautkan dengan nomor telepon saja. Ketik kode ini.',
};
const NO_TERMINAL = {
  en: 'A QR waits to be scanned, and this is no terminal. Use --png FILE, --json or --phone NUMBER.',
  id: 'Ada QR yang menunggu dipindai, dan ini bukan terminal. Pakai --png FILE, --json, atau --phone NOMOR.',
};

function tooNarrow(columns: number) {
  return {
    en: `The QR needs ${columns} columns: make the terminal wider, or use --png FILE or --phone NUMBER.`,
    id: `QR memerlukan ${columns} kolom: lebarkan terminal, atau pakai --png FILE atau --phone NOMOR.`,
  };
}

/** A viewer never reads half an image. The QR links an account, so only this user may read it. */
async function writeImage(file: string, qr: string): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  await writeFile(draft, await qrImage(qr), { mode: 0o600 });
  await rename(draft, file);
}

function printEnd({ out, program }: CommandContext, report: Report, code: number): number {
  const { session_id, sync, status, last_error, action_required } = report;
  out.value({ event: code === EXIT.ok ? 'connected' : 'ended', session_id, status, sync });
  if (code === EXIT.ok) {
    out.line(out.style('green', out.say({ en: 'Connected.', id: 'Terhubung.' })));
    out.note(
      out.say({
        en: `Next: ${program} grab ${session_id}\nThen: ${program} contacts ${session_id}`,
        id: `Berikutnya: ${program} grab ${session_id}\nLalu: ${program} contacts ${session_id}`,
      }),
    );
    return code;
  }
  const why = action_required?.message ?? last_error?.message ?? '';
  out.warn(
    out.say({
      en: `Not linked. Status: ${status}. ${why}\nTry again: ${program} pair ${session_id}`,
      id: `Belum tertaut. Status: ${status}. ${why}\nCoba lagi: ${program} pair ${session_id}`,
    }),
  );
  return code;
}

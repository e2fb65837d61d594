import type { Schema } from '@grabber/api-client';
import { EXIT } from '../command.ts';
import type { Output } from '../output/output.ts';
import { printable } from '../output/printable.ts';

type Grab = Schema<'Grab'>;

/** Of more a person gets the number. `--json` has all that the API lists. */
const MAX_ITEMS = 20;
const CODES: Readonly<Partial<Record<Grab['state'], number>>> = {
  complete: EXIT.ok,
  partial: EXIT.partial,
};

/** Prints an ended grab, with every reason for what is missing. Returns the exit code. */
export function printGrab(out: Output, grab: Grab): number {
  out.value(grab);
  out.line(out.style(grab.state === 'complete' ? 'green' : 'yellow', headline(out, grab)));
  if (grab.error !== null) out.line(`  ${grab.error.code}: ${grab.error.message}`);
  if (grab.state === 'complete' || grab.state === 'partial')
    for (const [name, value] of countsOf(out, grab)) out.line(`  ${name.padEnd(14)} ${value}`);
  for (const { code, message } of grab.incomplete_reasons) out.line(`  ${code}: ${message}`);
  for (const { type, contact_id, reason } of grab.errors.slice(0, MAX_ITEMS))
    out.line(`  ${type} ${printable(contact_id ?? '?')}: ${reason}`);
  const more = grab.errors.length - MAX_ITEMS;
  if (more > 0)
    out.line(out.say({ en: `  and ${more} more (--json)`, id: `  dan ${more} lagi (--json)` }));
  return CODES[grab.state] ?? EXIT.failed;
}

function headline({ say }: Output, grab: Grab): string {
  const { started_at, finished_at } = grab;
  const seconds =
    started_at && finished_at
      ? ` (${((Date.parse(finished_at) - Date.parse(started_at)) / 1000).toFixed(1)} s)`
      : '';
  const texts = {
    complete: { en: 'Stored, complete', id: 'Tersimpan, lengkap' },
    partial: { en: 'Stored, but not complete', id: 'Tersimpan, tetapi belum lengkap' },
    failed: { en: 'Failed: nothing was stored', id: 'Gagal: tidak ada yang disimpan' },
    cancelled: { en: 'Cancelled: nothing was stored', id: 'Dibatalkan: tidak ada yang disimpan' },
    queued: { en: 'Waiting', id: 'Menunggu' },
    running: { en: 'Running', id: 'Berjalan' },
  } as const;
  return say(texts[grab.state]) + seconds;
}

function countsOf({ say }: Output, grab: Grab): readonly (readonly [string, number])[] {
  return [
    [say({ en: 'groups', id: 'grup' }), grab.total_groups],
    [say({ en: 'contacts', id: 'kontak' }), grab.total_contacts],
    [say({ en: 'members', id: 'anggota' }), grab.total_participants],
    [say({ en: 'new', id: 'baru' }), grab.saved_count],
    [say({ en: 'seen before', id: 'sudah ada' }), grab.updated_count],
    [say({ en: 'gone', id: 'hilang' }), grab.removed_count],
    [say({ en: 'excluded', id: 'dikecualikan' }), grab.excluded_count],
    [say({ en: 'unreadable', id: 'tidak terbaca' }), grab.failed_count],
  ];
}

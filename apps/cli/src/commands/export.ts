import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXPORT_FORMAT_NAMES, EXPORT_PROFILE_NAMES } from '@grabber/contracts/api/export';
import { type Command, type CommandContext, EXIT, type Input, UsageError } from '../command.ts';
import { bodyOf } from '../connection/answers.ts';
import { chooseSession } from '../connection/choose-session.ts';
import { choiceOf, textOf } from '../options.ts';
import { FILTER_HELP, FILTER_OPTIONS, filtersOf } from './filters.ts';

const text = { type: 'string' } as const;
const OPTIONS_HELP = `  --format ${EXPORT_FORMAT_NAMES.join('|')}
  --profile ${EXPORT_PROFILE_NAMES.join('|')}
  --phone e164|digits|national    --delimiter comma|semicolon|tab|pipe    --columns NAMES    --bom`;

export const exportCommand: Command = {
  summary: { en: 'write the address book into a file', id: 'menulis buku alamat ke file' },
  usage: '[SESSION] [--out FILE] [--format csv] …',
  help: {
    en: `Writes the stored contacts into a file, or without --out to the standard output. A file appears only when it is whole.

  --out FILE        the file; an existing one is replaced
  --memberships     the members of all groups instead of the contacts
${OPTIONS_HELP}
${FILTER_HELP}`,
    id: `Menulis kontak tersimpan ke file, atau tanpa --out ke standard output. File baru muncul setelah lengkap.

  --out FILE        nama file; file yang sudah ada akan diganti
  --memberships     anggota semua grup, bukan kontak
${OPTIONS_HELP}
${FILTER_HELP}`,
  },
  options: {
    ...FILTER_OPTIONS,
    ...{ out: text, format: text, profile: text, phone: text, delimiter: text, columns: text },
    bom: { type: 'boolean' },
    memberships: { type: 'boolean' },
  },
  maxPositionals: 1,
  async run(context, input) {
    const { out, config } = context;
    const file = textOf(input, 'out');
    const toFile = file !== undefined && file !== '-';
    if (!toFile && process.stdout.isTTY && textOf(input, 'format') === 'xlsx')
      throw new UsageError(
        out.say({
          en: 'An XLSX file is no text for a terminal. Write it into a file with --out FILE.',
          id: 'File XLSX bukan teks untuk terminal. Tulis ke file dengan --out FILE.',
        }),
      );
    const body = await openExport(context, input);
    if (!toFile) {
      await pipeline(body, process.stdout, { end: false, signal: context.stopped });
      return EXIT.ok;
    }
    const path = resolve(config.directory, file);
    const bytes = await writeWhole(context, body, path);
    out.value({ file: path, bytes });
    out.line(out.say({ en: `${path}: ${bytes} bytes`, id: `${path}: ${bytes} byte` }));
    return EXIT.ok;
  },
};

async function openExport({ api, out }: CommandContext, input: Input): Promise<Readable> {
  const { client } = api();
  const { say } = out;
  const layout = {
    format: choiceOf(input, 'format', EXPORT_FORMAT_NAMES, say),
    phone: choiceOf(input, 'phone', ['e164', 'digits', 'national'], say),
    delimiter: choiceOf(input, 'delimiter', ['comma', 'semicolon', 'tab', 'pipe'], say),
    columns: textOf(input, 'columns'),
    bom: input.values.bom === true ? true : undefined,
  };
  const { format, ...rest } = layout;
  const filters = filtersOf(input, out);
  const profile = choiceOf(input, 'profile', EXPORT_PROFILE_NAMES, say);
  const { session_id: id } = await chooseSession(client, input.positionals[0], out);
  const parseAs = 'stream' as const;
  if (input.values.memberships !== true) {
    const query = given({ ...filters, ...layout, profile });
    const params = { path: { id }, query };
    return streamOf(
      await bodyOf(client.GET('/api/sessions/{id}/contacts/export', { params, parseAs })),
    );
  }
  const tables = ['csv', 'xlsx', 'ndjson', 'json'] as const;
  const table = tables.find((name) => name === format);
  if (format !== undefined && table === undefined)
    throw new UsageError(
      say({
        en: `--memberships has the formats ${tables.join(', ')}.`,
        id: `--memberships hanya punya format ${tables.join(', ')}.`,
      }),
    );
  const query = given({ ...rest, format: table, status: filters.status });
  const params = { path: { id }, query };
  return streamOf(
    await bodyOf(client.GET('/api/sessions/{id}/groups/participants/export', { params, parseAs })),
  );
}

/** Without what is undefined. */
function given<T extends object>(query: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function streamOf(body: unknown): Readable {
  return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
}

/** The file has another name until it is whole, so a broken download leaves nothing. */
async function writeWhole(context: CommandContext, body: Readable, path: string): Promise<number> {
  const { out, stopped } = context;
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  let bytes = 0;
  body.on('data', (chunk: Uint8Array) => {
    bytes += chunk.byteLength;
    out.progress(`${basename(path)}  ${Math.round(bytes / 1024)} KB …`);
  });
  try {
    await pipeline(body, createWriteStream(draft, { flags: 'wx', mode: 0o600 }), {
      signal: stopped,
    });
    await rename(draft, path);
  } finally {
    out.progress('');
    await rm(draft, { force: true });
  }
  return bytes;
}

import type { Schema } from '@grabber/api-client';
import { type Command, type CommandContext, EXIT } from '../command.ts';
import { dataOf } from '../connection/answers.ts';
import { chooseSession } from '../connection/choose-session.ts';
import { numberOf } from '../options.ts';
import { FILTER_HELP, FILTER_OPTIONS, filtersOf } from './filters.ts';

type Shown = 'name' | 'contact_id' | 'status' | 'type';
type Contact =
  | Pick<Schema<'Individual'>, Shown | 'phone_e164' | 'phone_number'>
  | Pick<Schema<'Group'>, Shown | 'group_participants_count'>;
type Query = ReturnType<typeof filtersOf> & { readonly limit: number };

const MAX_PAGE = 1_000;
const DEFAULT_LIMIT = 100;

export const contacts: Command = {
  summary: {
    en: 'show the stored contacts and groups',
    id: 'menampilkan kontak dan grup tersimpan',
  },
  usage: '[SESSION] [--search TEXT] …',
  help: {
    en: `Shows stored contacts and groups as a table, or with --json as one document.

${FILTER_HELP}
  --limit N    how many at most (default ${DEFAULT_LIMIT})
  --all        all of them`,
    id: `Menampilkan kontak dan grup tersimpan sebagai tabel, atau dengan --json sebagai satu dokumen.

${FILTER_HELP}
  --limit N    jumlah paling banyak (default ${DEFAULT_LIMIT})
  --all        semuanya`,
  },
  options: { ...FILTER_OPTIONS, limit: { type: 'string' }, all: { type: 'boolean' } },
  maxPositionals: 1,
  async run(context, input) {
    const { api, out } = context;
    const limit = numberOf(input, 'limit', { min: 1, max: 1_000_000 }, out.say) ?? DEFAULT_LIMIT;
    const wanted = input.values.all === true ? Number.POSITIVE_INFINITY : limit;
    const query = { ...filtersOf(input, out), limit: Math.min(wanted, MAX_PAGE) };
    const { session_id } = await chooseSession(api().client, input.positionals[0], out);
    const { rows, hasMore } = await readPages(context, session_id, query, wanted);
    out.value({ session_id, contacts: rows, has_more: hasMore });
    out.table(
      [
        out.say({ en: 'NAME', id: 'NAMA' }),
        out.say({ en: 'PHONE', id: 'TELEPON' }),
        'ID',
        'STATUS',
      ],
      rows.map((row) => [row.name, phoneOf(row), row.contact_id, row.status]),
    );
    if (hasMore)
      out.note(
        out.say({
          en: `These are the first ${rows.length}. --all shows all of them.`,
          id: `Ini ${rows.length} yang pertama. --all menampilkan semuanya.`,
        }),
      );
    return EXIT.ok;
  },
};

function phoneOf(row: Contact): string {
  if (row.type === 'individual') return row.phone_e164 ?? row.phone_number ?? '';
  return row.group_participants_count === null ? '' : `(${row.group_participants_count})`;
}

async function readPages(
  { api, out }: CommandContext,
  id: string,
  query: Query,
  wanted: number,
): Promise<{ rows: Contact[]; hasMore: boolean }> {
  const { client } = api();
  const rows: Contact[] = [];
  let cursor: string | undefined;
  do {
    const page = { ...query, limit: Math.min(query.limit, wanted - rows.length) };
    const params = { path: { id }, query: { ...page, ...(cursor && { cursor }) } };
    const data = await dataOf(client.GET('/api/sessions/{id}/contacts', { params }));
    rows.push(...data.contacts);
    cursor = data.next_cursor ?? undefined;
    out.progress(cursor ? `${rows.length} …` : '');
  } while (cursor && rows.length < wanted);
  out.progress('');
  return { rows, hasMore: cursor !== undefined };
}

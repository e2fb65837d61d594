import {
  type ListContactsOptions,
  listContactsPage,
} from '@grabber/database/contacts/list-contacts-page';
import { nameOf } from './account.ts';
import { type BenchDatabase, type BenchServer, inNewDatabase } from './bench-database.ts';
import { storeByCopy } from './store-by-copy.ts';

const PAGE_ROWS = 100;
const PAGES_PER_ROUND = 40;

/**
 * Typical searches: frequent and rare names, beginnings and middles, two words, accents, whole
 * numbers and parts, with and without the country code, and texts that do not occur.
 */
const SEARCH_TERMS: readonly string[] = [
  ...['budi', 'SANTOSO', 'ewi', 'kartika wijaya', 'proyek siregar', 'hector', 'Müller lubis'],
  ...['+62 810-0000', '0810 0000 7', '6281000', '70007', 'budi santoso kantor', 'xyzzy', 'ari'],
];

/** Milliseconds of single calls, in the order of the calls. */
export type ReadingFigures = {
  readonly contacts: number;
  readonly pages: readonly number[];
  readonly searches: readonly {
    readonly term: string;
    readonly ms: number;
    readonly rows: number;
  }[];
};

/** Reads pages and searches an address book of that many contacts, filled by COPY. */
export async function measureReading(
  server: BenchServer,
  contacts: number,
  rounds: number,
): Promise<ReadingFigures> {
  return inNewDatabase(server.url, async (database) => {
    await storeByCopy(database, { contacts, groups: 0, members: 0 });
    await database.db.pool.query('VACUUM ANALYZE contacts');
    const pages: number[] = [];
    const searches: { term: string; ms: number; rows: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const found = await oneRound(database, contacts, round);
      // The first round only warms up.
      if (round === 0) continue;
      pages.push(...found.pages);
      searches.push(...found.searches);
    }
    return { contacts, pages, searches };
  });
}

async function oneRound({ db, session_id }: BenchDatabase, contacts: number, round: number) {
  const read = async (options: Partial<ListContactsOptions>) => {
    const startedAt = performance.now();
    const page = await listContactsPage(db, { session_id, limit: PAGE_ROWS, ...options });
    return { ms: performance.now() - startedAt, rows: page.rows.length };
  };
  const pages: number[] = [];
  for (let turn = 0; turn < PAGES_PER_ROUND; turn += 1) {
    const at = Math.floor(
      ((turn + round / (round + 1)) / PAGES_PER_ROUND) * (contacts - PAGE_ROWS),
    );
    const byName = turn % 2 === 1;
    const after = byName ? { key: nameOf(at).toLowerCase(), id: 0 } : { key: 'individual', id: at };
    pages.push((await read({ sort: byName ? 'name' : 'stored', after })).ms);
  }
  const searches = [];
  // A name with a unique part. The round chooses which one.
  const own =
    nameOf(Math.floor((contacts / 20 / (round + 1)) * 0.9) * 20)
      .split(' ')
      .at(-1) ?? '';
  for (const term of [...SEARCH_TERMS, own]) {
    searches.push({ term: term === own ? 'a rare word' : term, ...(await read({ search: term })) });
  }
  return { pages, searches };
}

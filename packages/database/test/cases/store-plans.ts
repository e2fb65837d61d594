import { beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import {
  contactEntry,
  groupEntry,
  type Identity,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { type Account, grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { createTestDatabase } from '../../src/testing/test-database.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';
import { countTouchedRows, explained } from '../support/count-touched-rows.ts';

/** How much more work a grab may be because of what other sessions stored. */
const MAX_RATIO = 1.3;
/** A grab looks at each of its rows in each of its steps; one that compares all with all is far above. */
const MAX_TOUCHES_PER_ROW = 60;

const GROUPS = 20;
const PEOPLE_PER_GROUP = 50;

/** A person by number; the account knows a LID of each, and of every fifth nothing else at first. */
function someone(number: number, phonesKnown: boolean): Identity {
  const lid = String(900_000 + number);
  return number % 5 > 0 || phonesKnown
    ? person(String(6_281_000_000 + number), lid)
    : stranger(lid);
}

function account(size: {
  contacts: number;
  groups?: number;
  members?: number;
  phonesKnown?: boolean;
  names?: string;
  /** Of every fifth person, from this number on. */
  olderLids?: number;
}): Account {
  const { contacts, groups = GROUPS, members = PEOPLE_PER_GROUP } = size;
  const { phonesKnown = false, names = 'Ani', olderLids } = size;
  const people = Array.from({ length: contacts }, (_, number) => someone(number, phonesKnown));
  return {
    groups: Array.from({ length: groups }, (_, group) => ({
      group: groupEntry(String(120_363_000_000_000 + group)),
      members: Array.from({ length: members }, (_, place) =>
        memberEntry(someone((group * 37 + place * 3) % (2 * contacts), phonesKnown)),
      ),
    })),
    contacts: people.map((who, index) =>
      contactEntry(who, {
        push_name: index % 10 === 0 ? names : null,
        ...(olderLids !== undefined &&
          index % 5 === 0 && { older_lids: [`${olderLids + index}@lid`] }),
      }),
    ),
  };
}

const CONTACTS = 1_500;
const SMALL = account({ contacts: 50, groups: 2 });
const LARGE = account({ contacts: 6_000, groups: 150 });
/** Of all sizes, most of them small. */
const MANY = [50, 70, 100, 150, 200, 300, 500, 800, 1_500, 3_000].map((contacts) =>
  account({ contacts, groups: Math.ceil(contacts / 50) }),
);

const HALF = account({
  contacts: CONTACTS / 2,
  groups: GROUPS / 2,
  members: PEOPLE_PER_GROUP / 2,
  phonesKnown: true,
});

/** The grabs of one session: everything that the merge can have to do. Ten minutes lie between them. */
const GRABS: Readonly<Record<string, Account>> = {
  first: account({ contacts: CONTACTS }),
  unchanged: account({ contacts: CONTACTS }),
  changed: account({ contacts: CONTACTS, names: 'Budi' }),
  'phones learned': account({ contacts: CONTACTS, phonesKnown: true }),
  'half of it missing': HALF,
  'half of it back': account({ contacts: CONTACTS, phonesKnown: true }),
  'half of it missing again': HALF,
  'half of it gone': HALF,
  'older LIDs known': account({ contacts: CONTACTS, phonesKnown: true, olderLids: 800_000 }),
  'older LIDs unchanged': account({ contacts: CONTACTS, phonesKnown: true, olderLids: 800_000 }),
  'older LIDs moved': account({ contacts: CONTACTS, phonesKnown: true, olderLids: 800_005 }),
};

/** What happens to other sessions before the first grab, or after it. */
type Others = (db: Database) => Promise<void>;

const nothing: Others = async () => {};

/** The rows that Postgres touches in each grab, in a database of its own. */
async function touchedRows(
  before: Others = nothing,
  afterFirst: Others = nothing,
): Promise<Record<string, number>> {
  const database = await createTestDatabase(testServerUrl());
  const db = openDatabase(explained(database.url));
  const counter = countTouchedRows(db);
  try {
    await keepStatistics(db);
    const { id } = await newSession(db);
    const touched: Record<string, number> = {};
    await before(db);
    for (const [name, grabbed] of Object.entries(GRABS)) {
      counter.reset();
      await grabAccount(db, id, grabbed, { now: nextTime(10) });
      touched[name] = counter.rows();
      if (name === 'first') await afterFirst(db);
    }
    return touched;
  } finally {
    await db.close();
    await database.drop();
  }
}

/** Only the test says when statistics are taken: those of the background come at any time, or never. */
async function keepStatistics(db: Database): Promise<void> {
  for (const table of ['contacts', 'group_participants', 'contact_aliases']) {
    await db.pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  }
}

async function grabOther(db: Database, other: Account): Promise<void> {
  await grabAccount(db, (await newSession(db)).id, other);
}

async function analyze(db: Database): Promise<void> {
  await db.pool.query('ANALYZE');
}

/**
 * The work of a grab is proportional to the account, and the same among other sessions: in each of these
 * surroundings, or in those that are named.
 */
export function samePlans(named?: readonly string[]): void {
  describe('the work of a grab', () => {
    let alone: Record<string, number>;
    beforeAll(async () => {
      alone = await touchedRows();
    });

    it('is proportional to the account', () => {
      const most = (CONTACTS + GROUPS + GROUPS * PEOPLE_PER_GROUP) * MAX_TOUCHES_PER_ROW;
      for (const name of Object.keys(GRABS)) expect.soft(alone[name], name).toBeLessThan(most);
    });

    const surroundings: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
      'when the statistics know only a small session': () =>
        touchedRows(async (db) => {
          await grabOther(db, SMALL);
          await analyze(db);
        }),
      'when the statistics know only a large session': () =>
        touchedRows(async (db) => {
          await grabOther(db, LARGE);
          await analyze(db);
        }),
      'after ten others, of which the statistics know the first': () =>
        touchedRows(async (db) => {
          for (const [index, other] of MANY.entries()) {
            await grabOther(db, other);
            if (index === 0) await analyze(db);
          }
        }),
      'when a large session came after the statistics': () =>
        touchedRows(nothing, async (db) => {
          await analyze(db);
          await grabOther(db, LARGE);
        }),
    };
    const chosen = Object.entries(surroundings).filter(([name]) => named?.includes(name) ?? true);
    it.each(chosen)('stays the same %s', async (_, measure) => {
      const beside = await measure();
      for (const name of Object.keys(GRABS)) {
        expect.soft((beside[name] ?? 0) / (alone[name] ?? 0), name).toBeLessThan(MAX_RATIO);
      }
    });
  });
}

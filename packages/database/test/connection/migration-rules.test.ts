import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contractingStatements, raisedVersion } from '../support/contracting-statements.ts';
import { MIGRATIONS_DIR, readJournal } from '../support/migrations.ts';

/** Those before this one were released before the rule. */
const FIRST_UNDER_THE_RULE = 17;

it('a migration contracts only if it raises the version of the code that may still start', async () => {
  const { entries } = await readJournal();
  const files = await Promise.all(
    entries.map(({ tag }) => readFile(join(MIGRATIONS_DIR, `${tag}.sql`), 'utf8')),
  );
  let least = 0;
  for (const { idx, tag } of entries.slice(FIRST_UNDER_THE_RULE)) {
    const file = files[idx] ?? '';
    const raised = raisedVersion(file);
    if (raised === null) {
      const earlier = files.slice(0, idx).join('\n');
      expect([tag, contractingStatements(file, earlier)]).toEqual([tag, []]);
      continue;
    }
    // Code that knows this migration and nothing later must start.
    expect([tag, raised > least && raised <= idx + 1]).toEqual([tag, true]);
    least = raised;
  }
});

it.each([
  'ALTER TABLE "sessions" DROP COLUMN "desired_state"',
  'DROP TABLE "grab_rows"',
  'ALTER TABLE "contacts" RENAME COLUMN "name" TO "full_name"',
  'ALTER TABLE "contacts" ALTER COLUMN "name" SET NOT NULL',
  'ALTER TABLE "contacts" ALTER COLUMN "name" SET DATA TYPE varchar(64)',
  'ALTER TABLE "contacts" ADD COLUMN "rank" integer NOT NULL',
  'ALTER TABLE "contacts" ADD CONSTRAINT "named" CHECK ("contacts"."name" <> \'\')',
  'ALTER TABLE "contacts" DROP CONSTRAINT "contacts_type"',
  'DROP INDEX "contacts_search"',
  'DROP TRIGGER "contacts_delete_members" ON "contacts"',
  'DELETE FROM "grabs"',
  'TRUNCATE "grabs"',
  'UPDATE "contacts" SET "about" = NULL',
  'CREATE UNIQUE INDEX "contacts_one_name" ON "contacts" USING btree ("session_id","name")',
])('contracts: %s', (statement) => {
  expect(contractingStatements(`${statement};`)).toHaveLength(1);
});

it.each([
  'ALTER TABLE "contacts" ADD COLUMN "about" text',
  'ALTER TABLE "contacts" ADD COLUMN "is_locked" boolean DEFAULT false NOT NULL',
  'CREATE TABLE "notes" ("id" uuid PRIMARY KEY NOT NULL, "text" text NOT NULL)',
  'CREATE INDEX "contacts_about" ON "contacts" USING btree ("about")',
  'CREATE TRIGGER t BEFORE UPDATE OR DELETE OR TRUNCATE ON "a" FOR EACH STATEMENT EXECUTE FUNCTION f()',
  'ALTER TABLE "g" ADD COLUMN "why" text;--> statement-breakpoint\nALTER TABLE "g" ADD CONSTRAINT "g_why" CHECK ("g"."why" <> \'\')',
  '-- DROP TABLE in a comment\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM x; END $$',
])('only adds: %s', (statement) => {
  expect(contractingStatements(`${statement};`)).toEqual([]);
});

/** What an earlier migration has, and how a later one makes it again. */
const KIND = `CREATE TABLE "g" (
	"kind" text NOT NULL,
	CONSTRAINT "g_key" UNIQUE("a","b"),
	CONSTRAINT "g_kind" CHECK ("g"."kind" IN ('one', 'two'))
);`;
const INDEX = 'CREATE UNIQUE INDEX "g_one" ON "g" USING btree ("a");';
const PLAIN = 'CREATE INDEX "g_one" ON "g" USING btree ("a");';
const again = (name: string, definition: string) =>
  `ALTER TABLE "g" DROP CONSTRAINT "${name}";--> statement-breakpoint\nALTER TABLE "g" ADD CONSTRAINT "${name}" ${definition};`;
const indexAgain = (definition: string) => `DROP INDEX "g_one";\n${definition};`;

it.each([
  ['one more value', KIND, again('g_kind', `CHECK ("g"."kind" IN ('one', 'two', 'three'))`)],
  ['the same values', KIND, again('g_kind', `CHECK ("g"."kind" IN ('two', 'one'))`)],
  ['one more column', KIND, again('g_key', 'UNIQUE("a","b","c")')],
  [
    'an index of one more column',
    INDEX,
    indexAgain('CREATE UNIQUE INDEX "g_one" ON "g" USING btree ("a","b")'),
  ],
  ['an index that is unique no longer', INDEX, indexAgain('CREATE INDEX "g_one" ON "g" ("b")')],
])('only adds what is dropped and made again with %s', (_, earlier, file) => {
  expect(contractingStatements(file, earlier)).toEqual([]);
});

it.each([
  ['one value less', KIND, again('g_kind', `CHECK ("g"."kind" IN ('one'))`)],
  ['another value', KIND, again('g_kind', `CHECK ("g"."kind" IN ('one', 'three'))`)],
  ['another column', KIND, again('g_kind', `CHECK ("g"."name" IN ('one', 'two'))`)],
  ['a condition that cannot be compared', KIND, again('g_kind', `CHECK ("g"."kind" <> 'x')`)],
  ['one column less', KIND, again('g_key', 'UNIQUE("a")')],
  ['no definition to compare with', '', again('g_kind', `CHECK ("g"."kind" IN ('one', 'two'))`)],
  ['an index that is now unique', PLAIN, indexAgain(INDEX)],
  [
    'a unique index of fewer rows',
    INDEX,
    indexAgain('CREATE UNIQUE INDEX "g_one" ON "g" USING btree ("b")'),
  ],
])('contracts what is dropped and made again with %s', (_, earlier, file) => {
  expect(contractingStatements(file, earlier)).not.toEqual([]);
});

const KEY =
  'ALTER TABLE "h" ADD CONSTRAINT "h_g_fk" FOREIGN KEY ("g_id") REFERENCES "public"."g"("id") ON DELETE cascade ON UPDATE no action;';
const dropped = (child: string, parent: string) => `ALTER TABLE "h" DROP CONSTRAINT "h_g_fk";
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM ${child}; END $$;
CREATE TRIGGER t AFTER DELETE ON "${parent}" FOR EACH STATEMENT EXECUTE FUNCTION f();`;

it('only adds when a trigger deletes in place of a foreign key', () => {
  expect(contractingStatements(dropped('h', 'g'), KEY)).toEqual([]);
});

it.each([
  ['without a trigger', 'ALTER TABLE "h" DROP CONSTRAINT "h_g_fk";', KEY],
  ['with a trigger that deletes other rows', dropped('other', 'g'), KEY],
  ['with a trigger of another table', dropped('h', 'other'), KEY],
  ['that deleted nothing', dropped('h', 'g'), KEY.replace('ON DELETE cascade', '')],
])('contracts when a foreign key goes %s', (_, file, earlier) => {
  expect(contractingStatements(file, earlier)).not.toEqual([]);
});

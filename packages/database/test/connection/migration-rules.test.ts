import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contractingStatements, raisedVersion } from '../support/contracting-statements.ts';
import { MIGRATIONS_DIR, readJournal } from '../support/migrations.ts';

/** Those before this one were released before the rule. */
const FIRST_UNDER_THE_RULE = 17;

it('a migration contracts only if it raises the version of the code that may still start', async () => {
  const { entries } = await readJournal();
  let least = 0;
  for (const { idx, tag } of entries.slice(FIRST_UNDER_THE_RULE)) {
    const file = await readFile(join(MIGRATIONS_DIR, `${tag}.sql`), 'utf8');
    const raised = raisedVersion(file);
    if (raised === null) {
      expect([tag, contractingStatements(file)]).toEqual([tag, []]);
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
  'ALTER TABLE "g" DROP CONSTRAINT "g_kind";--> statement-breakpoint\nALTER TABLE "g" ADD CONSTRAINT "g_kind" CHECK ("g"."kind" IN (1, 2, 3))',
  '-- DROP TABLE in a comment\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM x; END $$',
])('only adds: %s', (statement) => {
  expect(contractingStatements(`${statement};`)).toEqual([]);
});

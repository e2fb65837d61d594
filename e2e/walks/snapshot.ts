import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import type { Truth } from '@grabber/whatsapp-simulator/account/truth';

/** A contact, a group, or a membership in the group `group`. */
export type Thing = {
  readonly type: 'contact' | 'group' | 'participant';
  readonly group: string | null;
  /** Phone JID, LID, or the group's id. */
  readonly id: string;
  readonly lid: string | null;
};

/** A stored row of a thing. */
export type StoredThing = Thing & {
  readonly isActive: boolean;
  /** Since when complete listings miss it, in milliseconds since 1970. */
  readonly missingSince: number | null;
};

/** What exists in WhatsApp. */
export function thingsOf({ contacts, groups }: Truth): Thing[] {
  return [
    ...contacts.map(({ contact_id: id, lid }) => ({
      ...{ type: 'contact' as const, group: null },
      ...{ id, lid },
    })),
    ...groups.flatMap(({ contact_id: group, participants }) => [
      { type: 'group' as const, group: null, id: group, lid: null },
      ...participants.map(({ participant_id: id, lid }) => ({
        ...{ type: 'participant' as const, group },
        ...{ id, lid },
      })),
    ]),
  ];
}

/** Finds things by either of their ids. */
export function indexThings<Item extends Thing>(
  things: readonly Item[],
): (thing: Thing) => Item | undefined {
  const known = new Map<string, Item>();
  for (const thing of things) {
    if (thing.lid !== null) known.set(keyOf(thing, thing.lid), thing);
  }
  for (const thing of things) known.set(keyOf(thing, thing.id), thing);
  return (thing) =>
    known.get(keyOf(thing, thing.id)) ??
    (thing.lid === null ? undefined : known.get(keyOf(thing, thing.lid)));
}

function keyOf({ type, group }: Thing, id: string): string {
  return `${type} ${group} ${id}`;
}

/** The stored address books, and a clock for the rule of ten minutes. */
export type Store = {
  read(sessionId: string): Promise<StoredThing[]>;
  /** As if all listings so far were older. */
  age(sessionId: string, minutes: number): Promise<void>;
  /** As if all queries of the session so far were older. */
  ageQueries(sessionId: string, hours: number): Promise<void>;
  close(): Promise<void>;
};

const MISSING_SINCE = '(extract(epoch FROM missing_since) * 1000)::float8 AS "missingSince"';

export function openStore(databaseUrl: string): Store {
  const db = openDatabase(databaseUrl, { max: 1 });
  return {
    async read(sessionId) {
      const { rows } = await db.pool.query<StoredThing>(
        `SELECT CASE type WHEN 'group' THEN 'group' ELSE 'contact' END AS type, NULL AS group,
           contact_id AS id, lid, status = 'active' AS "isActive", ${MISSING_SINCE}
         FROM contacts WHERE session_id = $1
         UNION ALL
         SELECT 'participant', g.contact_id, p.participant_id, p.lid, p.status = 'active',
           ${MISSING_SINCE.replace('missing_since)', 'p.missing_since)')}
         FROM group_participants p JOIN contacts g ON g.id = p.group_row_id
         WHERE p.session_id = $1`,
        [sessionId],
      );
      return rows;
    },
    age: (sessionId, minutes) => age(db, sessionId, minutes),
    async ageQueries(sessionId, hours) {
      await db.pool.query(
        `UPDATE session_charges SET charged_at = ARRAY(
           SELECT moment - make_interval(hours => $2) FROM unnest(charged_at) moment)
         WHERE session_id = $1`,
        [sessionId, hours],
      );
    },
    close: () => db.close(),
  };
}

async function age({ pool }: Database, sessionId: string, minutes: number): Promise<void> {
  for (const table of ['contacts', 'group_participants']) {
    await pool.query(
      `UPDATE ${table} SET missing_since = missing_since - make_interval(mins => $2)
       WHERE session_id = $1 AND missing_since IS NOT NULL`,
      [sessionId, minutes],
    );
  }
}

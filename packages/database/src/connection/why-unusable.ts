import type { Database } from './open-database.ts';

/** The oldest Postgres whose functions the migrations use. */
const OLDEST_SERVER = { version: 140_000, name: '14' };

/** What to do about an error of Postgres or of the way to it, by its code. */
const BY_CODE: Readonly<Record<string, (place: Place) => string>> = {
  ECONNREFUSED: ({ server }) =>
    `no Postgres answers at ${server}. Start it, or correct the address`,
  ENOENT: ({ server }) => `there is no socket at ${server}. Start Postgres, or correct the path`,
  ENOTFOUND: ({ server }) => `the host of ${server} is unknown. Correct its name`,
  EAI_AGAIN: ({ server }) => `the host of ${server} is unknown. Correct its name, or check the DNS`,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  '28000': ({ server }) => `${server} refuses the user. Correct it, or allow it in pg_hba.conf`,
  '28P01': ({ server }) => `${server} refuses the user or its password. Correct them`,
  '3D000': ({ name }) => `the database "${name}" does not exist. Create it, or correct its name`,
  '42501': ({ name }) =>
    `the user may not change the tables of "${name}". Make it the owner: ALTER DATABASE ${name} OWNER TO …`,
  '53100': ({ server }) => `the disk of ${server} is full. Free some space there`,
  '53300': ({ server }) => `${server} has no free connection. Raise its max_connections`,
  '25006': ({ server }) => `${server} is read-only. Take the address of the primary server`,
  '57P03': ({ server }) => `${server} is starting up or shutting down. Start again in a moment`,
};

/** Messages of `pg` errors without a code. */
const BY_MESSAGE: readonly (readonly [RegExp, (place: Place) => string])[] = [
  [/timeout exceeded when trying to connect|timeout expired/, unreachable],
  [
    /^Connection terminated|ended the connection/,
    ({ server }) => `${server} is not a Postgres, or it broke off`,
  ],
  [
    /does not support SSL/,
    ({ server }) => `${server} has no TLS. Leave sslmode out of the address`,
  ],
  [
    /self.signed certificate|unable to (verify|get)/,
    ({ server }) =>
      `the certificate of ${server} is not trusted. Add sslrootcert=FILE to the address`,
  ],
  [
    /password must be a string/,
    ({ server }) => `${server} asks for a password. Add it to the address`,
  ],
];

type Place = { readonly server: string; readonly name: string };

/** Refuses a server that the tables cannot work on. Throws UnusableDatabaseError. */
export async function checkServer(db: Database): Promise<void> {
  const { rows } = await db.pool.query<{ version: number; encoding: string; name: string }>(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_encoding') AS encoding, current_database() AS name`,
  );
  const { version = 0, encoding = '', name = '' } = rows[0] ?? {};
  if (version < OLDEST_SERVER.version) {
    const todo = `Use Postgres ${OLDEST_SERVER.name} or newer`;
    throw new UnusableDatabaseError(`its server is too old (${version}). ${todo}`);
  }
  if (encoding !== 'UTF8') {
    const todo = "Create another one: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'";
    throw new UnusableDatabaseError(`the database "${name}" is not UTF8 but ${encoding}. ${todo}`);
  }
}

/** The database answers, but it is not one that this product can use. */
class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError';
}

/**
 * Why the database of `url` cannot be used, as a part of a sentence that says what to do and shows no password. Undefined
 * for an error of ours.
 */
export function whyUnusable(error: unknown, url: string): string | undefined {
  const {
    code,
    cause,
    message = '',
    errors,
  } = error as Error & { code?: string; errors?: Error[] };
  if (error instanceof UnusableDatabaseError) return message;
  const place = placeOf(url);
  const known = BY_CODE[code ?? ''] ?? BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  if (known) return known(place);
  // A host with several addresses fails with the errors of all of them.
  const next = cause ?? errors?.[0];
  return next === undefined ? undefined : whyUnusable(next, url);
}

/** Why a text cannot be the address of a database. Undefined when it can. It never shows the text. */
export function whyNotDatabaseUrl(text: string): string | undefined {
  const form = 'must look like postgres://user:password@host:5432/name';
  if (text.startsWith('/')) return undefined; // A socket's directory.
  const { protocol } = parseUrl(text) ?? {};
  if (protocol === undefined)
    return `${form}; write special characters of the password as %40, %23, …`;
  return /^(postgres|postgresql|socket):$/.test(protocol) ? undefined : form;
}

function unreachable({ server }: Place): string {
  return `${server} cannot be reached. Check the address, the network and the firewall`;
}

/** `pg` also takes addresses without a host: a socket. */
function parseUrl(url: string): URL | null {
  return URL.parse(url.replace('@/', '@localhost/'));
}

function placeOf(url: string): Place {
  const { hostname = '', port = '', pathname = '', searchParams } = parseUrl(url) ?? {};
  const host = decodeURIComponent(hostname) || searchParams?.get('host') || 'localhost';
  const name = decodeURIComponent(pathname.slice(1));
  return { server: host.startsWith('/') ? host : `${host}:${port || '5432'}`, name };
}

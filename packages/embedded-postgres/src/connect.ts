import { Client } from 'pg';
import { DATABASE, SUPERUSER } from './server-settings.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** Where a server answers. */
export interface Address {
  port: number;
  password: string;
}

/** A connection to the server on loopback; the caller ends it. */
export async function connect(address: Address, applicationName: string): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port: address.port,
    user: SUPERUSER,
    password: address.password,
    database: DATABASE,
    ssl: false,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A server that goes away later must not end this process; who needs to know listens too.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** The URL for any client. It holds the password: never log it. */
export function connectionUrl(address: Address): string {
  return `postgres://${SUPERUSER}:${address.password}@127.0.0.1:${address.port}/${DATABASE}?sslmode=disable`;
}

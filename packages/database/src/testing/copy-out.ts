import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** Takes all that COPY gives of a query, and lets it go; answers how many bytes it was. */
export async function copyOut(client: ClientBase, query: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of client.query(copyTo(`COPY (${query}) TO STDOUT`))) {
    bytes += (chunk as Buffer).length;
  }
  return bytes;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiClient, type Schema } from '@grabber/api-client';
import { dataOf } from '../../scripts/stack/api-caller.ts';
import type { ConsoleStack } from './console-stack.ts';

const PAGE_ROWS = 1_000;
const STYLE = `
  body { font: 14px sans-serif; margin: 16px }
  table { border-collapse: collapse; width: 100% }
  th, td { border-bottom: 1px solid #ddd; padding: 8px; text-align: start; white-space: nowrap }
`;
const TITLES = ['', 'Name', 'Number', 'Username', 'Labels', 'Status', 'Last activity', 'Grabbed'];

type Row =
  | Omit<Schema<'Individual'>, 'group_id'>
  | Omit<Schema<'Group'>, 'group_id' | 'phone_number'>;

/** A page of an admin panel, as many frameworks make it. */
export type PlainPanel = { readonly url: string; stop(): Promise<void> };

/**
 * Serves the contacts of a session as one HTML table of 1,000 rows with a search form. Its rows come from the same
 * API, so that only the pages differ.
 */
export async function startPlainPanel(
  { url, key }: ConsoleStack,
  sessionId: string,
): Promise<PlainPanel> {
  const api = createApiClient({ url, key });
  const rowsOf = async (search: string): Promise<readonly Row[]> => {
    const query = { sort: 'name', limit: PAGE_ROWS, ...(search !== '' && { search }) } as const;
    const params = { path: { id: sessionId }, query };
    const { contacts } = await dataOf(api.GET('/api/sessions/{id}/contacts', { params }));
    return contacts;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://panel');
    if (pathname !== '/') {
      response.writeHead(404).end();
      return;
    }
    const search = searchParams.get('search') ?? '';
    rowsOf(search).then(
      (rows) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(pageOf(rows, search));
      },
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pageOf(rows: readonly Row[], search: string): string {
  const titles = TITLES.map((title) => `<th scope="col">${title}</th>`).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contacts</title><style>${STYLE}</style></head>
<body><h1>Contacts</h1>
<form><input type="search" name="search" aria-label="Search" value="${escaped(search)}"><button>Search</button></form>
<table><thead><tr>${titles}</tr></thead><tbody>${rows.map(rowOf).join('')}</tbody></table></body></html>`;
}

function rowOf(row: Row): string {
  const person = row.type === 'individual' ? row : null;
  const cells = [
    `<input type="checkbox" name="chosen" value="${row.id}">`,
    ...[row.name, person?.phone_e164 ?? person?.masked_number],
    person?.username && `@${person.username}`,
    ...[row.labels?.join(', '), row.status, row.last_activity_at, row.grabbed_at],
  ];
  const [box, ...texts] = cells;
  const shown = texts.map((text) => `<td>${escaped(text ?? '')}</td>`).join('');
  return `<tr><td>${box}</td>${shown}</tr>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Of so many requests one is refused and, with `losesAnswers`, two answers are lost on the way. */
const CYCLE = 7;
const REFUSED = 1;
const NOT_ANSWERED = 3;
const CUT_OFF = 5;

export type UnsteadyProxy = {
  readonly url: string;
  /** How many requests had such a trouble. */
  troubles(): number;
  close(): Promise<void>;
};

/** An API behind a bad line: a client must try again, and what it asked for must be done once. */
export async function startUnsteadyProxy(
  apiUrl: string,
  { losesAnswers }: { readonly losesAnswers: boolean },
): Promise<UnsteadyProxy> {
  let requests = 0;
  let troubles = 0;
  const server = createServer(async (request, response) => {
    const place = requests++ % CYCLE;
    if (place === REFUSED) {
      troubles++;
      response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json' });
      response.end('{"success":false,"message":"Sibuk","code":"DATABASE_UNAVAILABLE"}');
      return;
    }
    const answer = await pass(apiUrl, request);
    if (losesAnswers && (place === NOT_ANSWERED || place === CUT_OFF)) {
      troubles++;
      if (place === CUT_OFF) cutOff(response, answer);
      else response.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    troubles: () => troubles,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

type Answer = Awaited<ReturnType<typeof pass>>;

async function pass(apiUrl: string, request: IncomingMessage) {
  const body = await buffer(request);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    const isOfTheLine = ['host', 'connection', 'content-length', 'accept-encoding'].includes(name);
    if (typeof value === 'string' && !isOfTheLine) headers.set(name, value);
  }
  const answer = await fetch(`${apiUrl}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body.length > 0 && { body }),
  });
  const kept = ['content-type', 'retry-after'].flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const text = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: Object.fromEntries(kept), body: text };
}

/** The head says how long the body is, and half of it comes. */
function cutOff(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

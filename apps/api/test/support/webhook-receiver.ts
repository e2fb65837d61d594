import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type ReceivedWebhook = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly id: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at bodies that they expect
  readonly body: any;
};

/** A receiver of webhooks that notes what comes and how many requests of one session are open at once. */
export type WebhookReceiver = {
  readonly port: number;
  readonly url: (path?: string) => string;
  readonly received: ReceivedWebhook[];
  /** The most requests of one session that were open at once. */
  readonly mostAtOnce: () => number;
  answer: (response: ServerResponse, received: ReceivedWebhook) => void;
  close(): void;
};

export const accept = (response: ServerResponse) => void response.end('thanks');

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const open = new Map<string, number>();
  let most = 0;
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const stream = `${message.url} ${body.data.session_id}`;
    const count = (open.get(stream) ?? 0) + 1;
    open.set(stream, count);
    most = Math.max(most, count);
    response.once('close', () => open.set(stream, (open.get(stream) ?? 1) - 1));
    const id = Number(String(message.headers['webhook-id']).slice('evt_'.length));
    const one = { path: message.url ?? '', headers: message.headers, id, body };
    received.push(one);
    receiver.answer(response, one);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    port,
    url: (path = '/hook') => `http://127.0.0.1:${port}${path}`,
    received,
    mostAtOnce: () => most,
    answer: accept,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

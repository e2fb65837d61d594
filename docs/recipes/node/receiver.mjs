// node receiver.mjs PORT: takes webhooks, and appends their events to a file for a worker.
// It verifies with the library of Standard Webhooks: npm install standardwebhooks
import { appendFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.GRABBER_WEBHOOK_SECRET);
const file = process.env.GRABBER_EVENTS_FILE ?? 'events.ndjson';

async function receive(request) {
  let message;
  try {
    message = webhook.verify(await text(request), request.headers);
  } catch {
    return 401;
  }
  const id = request.headers['webhook-id'];
  const events = message.type === 'batch' ? message.data.events : [{ id, ...message }];
  await appendFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return 204;
}

createServer(async (request, response) => {
  // An error makes the API send it again later.
  const status = await receive(request).catch(() => 500);
  response.writeHead(status).end();
}).listen(Number(process.argv[2]), '127.0.0.1');

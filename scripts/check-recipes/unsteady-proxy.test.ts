import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startUnsteadyProxy } from './unsteady-proxy.ts';

it('refuses one request of seven, and loses two answers that the API has given', async () => {
  let reached = 0;
  const api = createServer((_request, response) => {
    reached++;
    response.setHeader('content-type', 'application/json').end('{"data":{}}');
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const proxy = await startUnsteadyProxy(`http://127.0.0.1:${port}`, { losesAnswers: true });
  onTestFinished(async () => {
    await proxy.close();
    api.close();
  });
  const ask = async () => {
    const answer = await fetch(proxy.url, { method: 'POST', body: '{}' });
    return `${answer.status} ${await answer.text()}`;
  };
  const outcomes: string[] = [];
  for (let n = 0; n < 7; n++) outcomes.push(await ask().catch(() => 'lost'));
  const [good, refused, , lost, , cutOff] = outcomes;
  expect(good).toBe('200 {"data":{}}');
  expect(refused).toMatch(/^503 /);
  expect([lost, cutOff]).toEqual(['lost', 'lost']);
  expect(proxy.troubles()).toBe(3);
  expect(reached).toBe(6);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createApiCaller } from './api-caller.ts';

it('uses a connection of its own for each call, because a kept one may end while the caller blocks the process', async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end(JSON.stringify({ data: 1 })));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const call = createApiCaller(`http://127.0.0.1:${port}`, 'key');
    for (const _ of [1, 2, 3]) expect(await call('GET', '/sessions')).toBe(1);
    expect(connections).toBe(3);
  } finally {
    server.close();
  }
});

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EngineIdentity } from '@grabber/contracts/engine/lease';
import { createEngineClient } from '@grabber/engine-client';

const TIMES = 5;

export type Asked = {
  /** Of each engine. */
  readonly sessions: number;
  readonly bytes: number;
  /** All engines, asked at once, and their answers checked. */
  readonly ms: readonly number[];
};

/** What it costs an API to ask all engines what they hold. They answer at once, over HTTP. */
export async function measureAsking(engines: number, sessions: number): Promise<Asked> {
  const answer = JSON.stringify(identityOf(sessions));
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json').end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients = Array.from({ length: engines }, () =>
    createEngineClient({ url, secret: 'none' }),
  );
  try {
    const ms: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const start = performance.now();
      await Promise.all(clients.map((client) => client.identity()));
      ms.push(performance.now() - start);
    }
    return { sessions, bytes: answer.length, ms };
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    server.close();
  }
}

function identityOf(sessions: number): EngineIdentity {
  const session = () => ({
    session_id: randomUUID(),
    generation: null,
    is_leased: false,
    has_browser: false,
    is_linked: true,
    bundle_generation: 3,
    bundle_is_current: true,
  });
  return {
    engine_id: randomUUID(),
    boot_id: 'bench',
    version: '0',
    now_ms: 1,
    draining: false,
    browsers: { now: 0, limit: 4 },
    sessions: { now: sessions, limit: sessions },
    holds: Array.from({ length: sessions }, session),
  };
}

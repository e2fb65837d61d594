import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { listenOnSteadyPort } from '@grabber/primitives/testing/steady-port';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createAddressPolicy } from '../../src/webhooks/address-policy.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

/** A receiver that hangs takes more than three seconds for each event. */
const PATIENT = { timeout: 1_000_000, interval: 100 };
const FAULTS = ['none', 'refuses', 'hangs', 'redirects', 'breaks', 'moves', 'gone'] as const;
const DELIVERED = FAULTS.filter((fault) => fault !== 'gone');
type Fault = (typeof FAULTS)[number];

/** An event again directly after itself counts once: the sender did not see the answer in time. */
const withoutRepeats = (ids: readonly number[]) => ids.filter((id, at) => id !== ids[at - 1]);

/** Receivers of one workspace, each with faults of its own, on names that the test resolves. */
export function webhookFaults({ grabs, contacts }: { grabs: number; contacts: number }): void {
  let api: TestApi;
  /** How many requests each receiver has had, and the events that it has accepted. */
  const asked = new Map<Fault, number>();
  const accepted = new Map<Fault, number[]>();
  let forbidden = 0;

  /** Two requests of three fail. One that is gone is given up at once. */
  function answer(fault: Fault, response: ServerResponse, id: number): void {
    const count = (asked.get(fault) ?? 0) + 1;
    asked.set(fault, count);
    if (fault !== 'none' && fault !== 'moves' && count % 3 !== 0) {
      if (fault === 'refuses') return void response.writeHead(503).end();
      if (fault === 'redirects') return void response.writeHead(307, { location: '/' }).end();
      if (fault === 'breaks') return void response.destroy();
      if (fault === 'gone') return void response.writeHead(410).end();
      return;
    }
    accepted.set(fault, [...(accepted.get(fault) ?? []), id]);
    response.end();
  }
  const receivers = createServer((message, response) => {
    message.resume().once('end', () => {
      const [host = ''] = String(message.headers.host).split('.');
      answer(host as Fault, response, Number(String(message.headers['webhook-id']).slice(4)));
    });
  });
  /** On the address that a name moves to. */
  const inside = createServer((_, response) => {
    forbidden += 1;
    response.end();
  });

  beforeAll(async () => {
    const port = await listenOnSteadyPort((port) =>
      once(receivers.listen(port, '127.0.0.1'), 'listening'),
    );
    await once(inside.listen(port, '127.0.0.2'), 'listening');
    api = await startTestApi({ works: true, logLevel: 'info' });
    let moves = 0;
    const policy = createAddressPolicy({ networks: ['127.0.0.1'], hosts: [] }, (name, _, done) => {
      // Counted for this name alone: what the others do must not decide whether it ever moves.
      if (name.startsWith('moves')) moves += 1;
      const isMoved = name.startsWith('moves') && moves % 2 === 1;
      done(null, [{ address: isMoved ? '127.0.0.2' : '127.0.0.1', family: 4 }]);
    });
    Object.assign(api.context.webhooks, { policy, retryDelaysMs: [10], timeoutMs: 1_000 });
    for (const fault of FAULTS) {
      const url = `http://${fault}.example:${port}/`;
      const body = { url, event_types: ['contact.created', 'contact.changed'] };
      const { status } = await request(api, '/api/webhooks', { method: 'POST', body });
      expect(status).toBe(201);
    }
  });
  afterAll(async () => {
    await api.stop();
    for (const server of [receivers, inside]) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** How many requests to each receiver took longer than the sender waits. */
  async function timeouts(): Promise<Map<Fault, number>> {
    const { body } = await request(api, '/api/webhooks');
    const { rows } = await api.db.pool.query<{ webhook_id: string }>(
      "SELECT webhook_id FROM webhook_deliveries WHERE error = 'TIMEOUT'",
    );
    return new Map(
      FAULTS.map((fault) => {
        const { webhook_id } = body.data.webhooks.find(({ url }: { url: string }) =>
          url.includes(`//${fault}.`),
        );
        return [fault, rows.filter((row) => row.webhook_id === webhook_id).length];
      }),
    );
  }

  it('each receiver gets every event in order, whatever the others and it do, and none goes to a forbidden address', async () => {
    const id = await connectedSession(api);
    for (let round = 0; round < grabs; round += 1) {
      api.engine.setAccount(id, {
        contacts: Array.from({ length: contacts }, (_, index) =>
          engineContact({ phone: `62812${1_000_000 + index}`, name: `${index} ${round}` }),
        ),
      });
      expect((await request(api, `/api/sessions/${id}/grab-contacts`)).status).toBe(200);
    }
    const { rows } = await api.db.pool.query(
      `SELECT id FROM webhook_events WHERE session_id = $1 AND type LIKE 'contact.%' ORDER BY id`,
      [id],
    );
    expect(rows).toHaveLength(grabs * contacts);
    const all = rows.map((row) => row.id);
    await vi.waitFor(() => {
      for (const fault of DELIVERED)
        expect(withoutRepeats(accepted.get(fault) ?? []).length).toBe(all.length);
    }, PATIENT);
    await vi.waitFor(async () => {
      const { body } = await request(api, '/api/webhooks');
      const dead = body.data.webhooks.filter(({ status }: { status: string }) => status === 'dead');
      expect(dead).toMatchObject([{ url: expect.stringContaining('gone'), dead_reason: 'GONE' }]);
    }, PATIENT);
    const late = await timeouts();
    for (const fault of DELIVERED) {
      const ids = accepted.get(fault) ?? [];
      expect([fault, withoutRepeats(ids)]).toEqual([fault, all]);
      // What was accepted is sent again only when its answer came too late.
      const hung = fault === 'hangs' ? (asked.get(fault) ?? 0) - ids.length : 0;
      expect(ids.length - all.length, fault).toBeLessThanOrEqual((late.get(fault) ?? 0) - hung);
    }
    expect(accepted.get('gone')).toBeUndefined();
    expect((asked.get('gone') ?? 0) - 1).toBeLessThanOrEqual(late.get('gone') ?? 0);
    expect(forbidden).toBe(0);
    const { rows: refused } = await api.db.pool.query(
      "SELECT FROM webhook_deliveries WHERE error = 'ADDRESS_FORBIDDEN' LIMIT 1",
    );
    expect(refused).toHaveLength(1);
  }, 1_100_000);
}

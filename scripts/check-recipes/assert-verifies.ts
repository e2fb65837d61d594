import type { Signer } from './standard-webhooks.ts';
import { assert } from './world.ts';

const TEN_MINUTES_MS = 600_000;

/** What is checked: `countNoted` says how many of the sent events it took. */
export type Verifier = {
  readonly name: string;
  readonly url: string;
  countNoted(type: string): number;
};

/** The public library signs; each fault alone is refused. */
export async function assertVerifies(receiver: Verifier, webhook: Signer): Promise<void> {
  const body = JSON.stringify({ type: 'check', timestamp: 'now', data: { name: 'Böb 🙂' } });
  const now = new Date();
  const send = async (change: Partial<Record<'body' | 'id' | 'signature', string>>, at = now) => {
    const id = 'evt_0';
    const signature = change.signature ?? webhook.sign(id, at, body);
    const response = await fetch(receiver.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': change.id ?? id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signature,
      },
      body: change.body ?? body,
    });
    await response.text();
    return response.status;
  };
  const expectations: [string, number, number][] = [
    ['a signed request', await send({}), 204],
    ['another body', await send({ body: body.replace('check', 'chock') }), 401],
    ['another id', await send({ id: 'evt_1' }), 401],
    ['no signature', await send({ signature: '' }), 401],
    ['a wrong signature', await send({ signature: `v1,${'A'.repeat(43)}=` }), 401],
    ['an old request', await send({}, new Date(now.getTime() - TEN_MINUTES_MS)), 401],
    ['a request of the future', await send({}, new Date(now.getTime() + TEN_MINUTES_MS)), 401],
  ];
  for (const [what, status, expected] of expectations) {
    assert(status === expected, `${receiver.name} answers ${what} with ${status}`);
  }
  const noted = receiver.countNoted('check');
  assert(noted === 1, `${receiver.name} noted ${noted} of the checked requests`);
}

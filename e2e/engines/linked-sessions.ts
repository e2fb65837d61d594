import type { Database } from '@grabber/database/connection/open-database';
import { findPlacement } from '@grabber/database/placements/placement-row';
import type { Simulator } from '@grabber/whatsapp-simulator';
import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import { poll, type RestClient } from '../support/rest-client.ts';

const PATIENCE_MS = 120_000;

export type Linked = { readonly id: string; readonly accountId: string };

export type Status = {
  readonly status: string;
  readonly asleep: boolean;
  /** The last known status: the engine is away. */
  readonly stale?: boolean;
};

/** Links an account of its own with a new session, which is awake then. */
export async function linkSession(
  { control }: Simulator,
  call: RestClient,
  spec: Partial<AccountSpec> & { account_id: string },
): Promise<Linked> {
  const { account_id: accountId } = spec;
  await control.createAccount(spec);
  const created = await call('POST', '/sessions', { body: { name: accountId, start: true } });
  const id: string = created.body.data.session_id;
  await untilStatus(call, id, ({ status }) => status === 'qr');
  const { qr } = (await call('GET', `/sessions/${id}/qr`)).body.data;
  await control.scanQr({ qr, account_id: accountId });
  await untilStatus(call, id, ({ status }) => status === 'connected');
  return { id, accountId };
}

/** Puts a session to sleep, and waits until another engine could wake it. */
export async function fallAsleep(call: RestClient, db: Database, id: string): Promise<void> {
  await call('PATCH', `/sessions/${id}`, { body: { keep: 'asleep' } });
  await untilStatus(call, id, ({ asleep }) => asleep);
  await poll(
    () => findPlacement(db, id),
    (placement) => placement?.bundle_is_current === true,
    PATIENCE_MS,
  );
}

export async function untilStatus(
  call: RestClient,
  id: string,
  isWanted: (status: Status) => boolean,
  timeoutMs = PATIENCE_MS,
): Promise<void> {
  const ask = async () => (await call('GET', `/sessions/${id}/status`)).body;
  await poll(ask, ({ data }) => data !== undefined && data !== null && isWanted(data), timeoutMs);
}

/** Queues a grab, and answers it when it has ended. */
export async function grab(call: RestClient, id: string, timeoutMs = PATIENCE_MS) {
  const queued = await call('POST', `/sessions/${id}/grabs`, { body: { kind: 'all' } });
  const path = `/sessions/${id}/grabs/${queued.body.data?.grab_id}`;
  return poll(
    async () => (await call('GET', path)).body.data,
    (data) => data?.finished_at != null,
    timeoutMs,
  );
}

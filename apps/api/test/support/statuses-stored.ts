import { setTimeout as sleep } from 'node:timers/promises';
import { findSession } from '@grabber/database/sessions/sessions';
import { createSession } from './request.ts';
import type { TestApi } from './test-api.ts';

/**
 * Waits until the API has stored each status that the engine has told so far, in the order of its events. A late one would
 * write over what the test stores itself.
 */
export async function statusesStored(api: TestApi): Promise<void> {
  const id = await createSession(api, 'Told last');
  api.engine.setSession(id, { status: 'connected' });
  const status = async () =>
    (await findSession(api.context.db, { id, workspace_id: null }))?.status;
  while ((await status()) !== 'connected') await sleep(10);
}

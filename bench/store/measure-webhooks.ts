import { insertWebhook, updateWebhook } from '@grabber/database/webhooks/webhooks';
import { defaultWorkspace } from '@grabber/database/workspaces/workspaces';
import type { Table } from '../benchmark.ts';
import { median } from '../median.ts';
import type { StoreSize } from './account.ts';
import { type BenchServer, inNewDatabase } from './bench-database.ts';
import { storeByGrab } from './store-by-grab.ts';

/** Milliseconds to store a grab of which a tenth has changed, without and with a webhook for every event. */
export type WebhookCost = { readonly without: number; readonly with: number };

/** Pairs of grabs in turn on one account, so that both ways meet the same tables. */
export async function measureWebhooks(
  server: BenchServer,
  size: StoreSize,
  pairs: number,
): Promise<WebhookCost> {
  return inNewDatabase(server.url, async (database) => {
    const { db } = database;
    const { id: workspace_id } = await defaultWorkspace(db);
    const id = crypto.randomUUID();
    const now = new Date();
    const fixed = { id, workspace_id, url: 'https://example.com', secret: 'none', now };
    await insertWebhook(db, { ...fixed, enabled: false });
    /** To the changed account and back: the two ways differ in cost. */
    const measured = async (enabled: boolean) => {
      await updateWebhook(db, { id, workspace_id }, { enabled, now });
      const there = await storeByGrab(database, size, true);
      return (there + (await storeByGrab(database, size, false))) / 2;
    };
    await storeByGrab(database, size, false);
    await measured(true);
    const figures = { without: [] as number[], with: [] as number[] };
    for (let pair = 0; pair < pairs; pair += 1) {
      figures.without.push(await measured(false));
      figures.with.push(await measured(true));
    }
    return { without: median(figures.without), with: median(figures.with) };
  });
}

export function webhookTable(cost: WebhookCost): Table {
  return {
    title: 'Storing the account, 10 % changed',
    columns: ['events for webhooks', 'ms'],
    rows: [
      ['none', cost.without.toFixed(0)],
      ['all', cost.with.toFixed(0)],
    ],
  };
}

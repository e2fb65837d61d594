import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkflowRun, type Workflow } from './n8n-run.ts';
import { createChanger } from './random-changes.ts';
import { findDifferences, type Row, readStored } from './rows.ts';
import { assert, createTenant, pairAccount, RECIPES, type World } from './world.ts';

const ACCOUNT = { account_id: 'n8n', contacts: 600, groups: 5 };
const CHANGES = 20;
const SEED = 3;

/**
 * The workflow's nodes, run by a small stand-in for n8n. n8n itself installs two thousand packages, and its own
 * programs are not checked here.
 */
export async function checkN8n(world: World): Promise<string> {
  const tenant = await createTenant(world, 'n8n');
  const sessionId = await pairAccount(world, tenant, ACCOUNT);
  const workflow = JSON.parse(readFileSync(join(RECIPES, 'n8n/sync.json'), 'utf8')) as Workflow;
  const rows = new Map<number, Row>();
  const run = createWorkflowRun(workflow, {
    settings: { url: world.apiUrl, session: sessionId },
    headers: { 'x-api-key': tenant.key },
    store: (item) => {
      const { id, contact } = item as { id?: number; contact?: Row };
      if (contact) rows.set(contact.id as number, contact);
      else if (id !== undefined) rows.delete(id);
    },
    stopped: world.stopped,
  });
  const changer = createChanger(world.control, ACCOUNT.account_id, SEED);
  let pages = 0;
  for (const changes of [0, CHANGES]) {
    await changer.change(changes, new Map());
    const counts = await run();
    pages += counts.get('Read the changes') ?? 0;
    const differences = findDifferences(await readStored(tenant, sessionId), rows);
    assert(differences.length === 0, `n8n: ${differences.join(', ')}`);
  }
  assert(pages > 2, 'The workflow read one page only');
  return `${workflow.nodes.length} nodes, ${rows.size} rows equal after ${CHANGES} changes (a stand-in ran them, not n8n)`;
}

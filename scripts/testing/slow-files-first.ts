import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest. One that is missing here only starts later. Few of the first need a browser,
 * which is unpacked once for all.
 */
export const SLOW_FILES = [
  'e2e/commands',
  'e2e/cli',
  'apps/api/test/sessions/sleeping-sessions',
  'apps/api/test/service/fuzz',
  'packages/embedded-postgres/test/owner',
  'packages/embedded-postgres/test/embedded-postgres',
  'apps/api/test/webhooks/webhook-senders',
  'apps/engine/test/faults/faults-of-starts-and-reads',
  'apps/engine/test/reading/stalled-clients',
  'apps/engine/test/faults/faults-of-running-sessions',
  'apps/engine/test/sessions/linking-and-logout',
  'e2e/first-start',
  'e2e/demo',
  'apps/engine/test/whatsapp/self-check',
  'apps/engine/test/reading/query-limits',
  'packages/whatsapp-simulator/test/pairing',
  'apps/engine/test/reading/sync-phases',
  'apps/engine/test/sessions/session-states',
  'apps/engine/test/reading/interrupted-reading',
  'e2e/console/console-troubles',
  'e2e/console/console-windows',
  'e2e/console/console-keyboard',
  'e2e/console/console',
  'apps/engine/test/faults/endurance',
  'e2e/engines/take-over',
  'e2e/killed-parts',
  'apps/api/test/engines/placement',
  'apps/api/test/engines/merged-events',
  'apps/engine/test/leases/lost-leases',
  'apps/api/test/service/stops',
  'packages/database/test/connection/silent-connections',
  'apps/api/test/grabs/grab-deadline',
  'apps/api/test/contacts/bulk',
];

/**
 * Without times of an earlier run the largest files start first. Many slow ones are small, and the run would end
 * with one of them and an idle core.
 */
export class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = SLOW_FILES.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place < 0 ? SLOW_FILES.length : place;
}

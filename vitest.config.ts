import { configDefaults, defineConfig } from 'vitest/config';
import { SlowFilesFirst } from './scripts/testing/slow-files-first.ts';

/** These files replace a module for themselves, so they must not share loaded modules with others. */
const REPLACE_A_MODULE = [
  'apps/api/test/access/key-use-work.test.ts',
  'apps/engine/test/sessions/session-{disk,mutex}.test.ts',
  'apps/engine/test/whatsapp/open-connection.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: [
      'scripts/testing/keep-files-in-memory.ts',
      'scripts/testing/start-test-postgres.ts',
    ],
    setupFiles: ['scripts/testing/patient-waits.ts'],
    // Real browsers and databases on a small machine: generous bounds, and files that own their data.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // As patient as the waits of `vi`: the default is a second.
    expect: { poll: { timeout: 60_000 } },
    // Two more than the two cores of a small machine: tests often wait for a browser or a timer.
    maxWorkers: 4,
    sequence: { sequencer: SlowFilesFirst },
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: [
            '{apps,packages}/*/{src,test}/**/*.test.ts',
            '{bench,e2e,scripts}/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...REPLACE_A_MODULE],
          // A worker keeps what it has loaded for its next file. Loading took a third of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: REPLACE_A_MODULE } },
    ],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{apps,packages}/*/{src,test}/**/*.test.ts', '{e2e,scripts}/**/*.test.ts'],
    globalSetup: ['scripts/testing/start-test-postgres.ts'],
    setupFiles: ['scripts/testing/patient-waits.ts'],
    // Real browsers and databases on a small machine: generous bounds, and files that own their data.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    // A worker keeps the loaded modules for its next file: a third of the time. Tests own their data.
    isolate: false,
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
  },
});

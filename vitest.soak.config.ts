import { defineConfig } from 'vitest/config';

/** `npm run test:soak`: the guarantees of the tests at full size, bounded in count and time. */
export default defineConfig({
  test: {
    include: ['{apps,packages}/*/{soak,test}/**/*.soak.ts', 'e2e/soak/**/*.soak.ts'],
    globalSetup: ['scripts/testing/start-test-postgres.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    // One after the other: they weigh memory and start many browsers.
    fileParallelism: false,
    reporters: ['verbose'],
  },
});

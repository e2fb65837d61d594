import { spawnSync } from 'node:child_process';
import { configDefaults, defineConfig } from 'vitest/config';

const LIBREOFFICE_CASES = '**/exports-libreoffice.soak.ts';
const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;
if (!hasLibreOffice) {
  process.stderr.write(
    'LibreOffice (soffice) is not installed: no XLSX or CSV export is opened with it.\n',
  );
}

/** `npm run test:soak`: the guarantees of the tests at full size, bounded in count and time. */
export default defineConfig({
  test: {
    include: ['{apps,packages}/*/{soak,test}/**/*.soak.ts', 'e2e/soak/**/*.soak.ts'],
    exclude: [...configDefaults.exclude, ...(hasLibreOffice ? [] : [LIBREOFFICE_CASES])],
    globalSetup: ['scripts/testing/start-test-postgres.ts'],
    setupFiles: ['scripts/testing/patient-waits.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 300_000,
    // One after the other: they weigh memory and start many browsers.
    fileParallelism: false,
    reporters: ['verbose'],
  },
});

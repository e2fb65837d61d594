// `npm run test:soak`: the guarantees of `npm test` at full size. Extra arguments go to vitest.
import { runTool } from './testing/run-tool.ts';

const args = ['run', '--config', 'vitest.soak.config.ts', ...process.argv.slice(2)];
process.exit(await runTool('vitest', args));

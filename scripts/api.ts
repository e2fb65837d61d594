// `npm run api`: only the API, with its log in the terminal, on DATABASE_URL or the embedded
// Postgres.
import { launchService } from './stack/launch-service.ts';
import { providePostgres } from './stack/provide-postgres.ts';
import { runCommand, untilStopped } from './stack/run-command.ts';
import { dataDirectory, prepareDataDirectory } from './stack/settings.ts';

const USAGE = `Usage: npm run api

Runs the API on HOST and PORT (default 127.0.0.1 and 3000). Without DATABASE_URL it runs an embedded
Postgres in DATA_DIR (default .data). It calls the engine at ENGINE_URLS; \`npm run engine\` starts one.

Settings are environment variables or lines of .env; .env.example explains each.`;

await runCommand(USAGE, async (stopped) => {
  const dataDir = dataDirectory();
  await prepareDataDirectory(dataDir);
  const postgres = await providePostgres({ dataDir, command: 'npm run api', stopped });
  try {
    const env = { DATA_DIR: dataDir, DATABASE_URL: postgres.url };
    const api = await launchService({ app: 'apps/api', env, stopped });
    await untilStopped(stopped, api.ended).finally(() => api.stop());
  } finally {
    await postgres.stop();
  }
});

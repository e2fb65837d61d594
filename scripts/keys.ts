// `npm run keys`: creates, lists, replaces and revokes API keys, in DATABASE_URL or the embedded Postgres.
import { borrowPostgres } from './stack/provide-postgres.ts';
import { runCommand } from './stack/run-command.ts';
import { runKeys } from './stack/run-keys.ts';
import { dataDirectory, prepareDataDirectory } from './stack/settings.ts';

const USAGE = `Usage:
  npm run keys -- create --name NAME --scopes read,grab,manage,admin [--workspace NAME] [--expires-at ISO-TIME]
                         [--allowed-addresses 203.0.113.7,10.0.0.0/8]
  npm run keys -- list   [--workspace NAME]
  npm run keys -- rotate --id KEY_ID [--overlap-seconds SECONDS]
  npm run keys -- revoke --id KEY_ID

create and rotate print the new key once, as the last line. Without DATABASE_URL the database is the embedded Postgres
of DATA_DIR (default .data): the running one, else one that is started for this call.`;

await runCommand(USAGE, async (stopped) => {
  const args = process.argv.slice(2);
  if (!['create', 'list', 'rotate', 'revoke'].includes(args[0] ?? '')) throw new Error(USAGE);
  const command = 'npm run keys';
  const dataDir = dataDirectory();
  await prepareDataDirectory(dataDir);
  const postgres = await borrowPostgres({ dataDir, command, stopped });
  try {
    const { code, stdout } = await runKeys(args, { databaseUrl: postgres.url, stopped });
    process.stdout.write(stdout);
    return code;
  } finally {
    await postgres.stop();
  }
});

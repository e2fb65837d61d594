import type { VariableTable } from './environment.ts';

/** If the arguments have `--help`, prints how to start the service and its settings, and exits. */
export function showHelp(command: string, table: VariableTable): void {
  if (!process.argv.slice(2).includes('--help')) return;
  const settings = Object.entries(table).map(([name, { about, fallback, isSecret }]) => {
    const text = Array.isArray(fallback) ? JSON.stringify(fallback) : String(fallback ?? 'unset');
    const where = isSecret ? `or in the file that ${name}_FILE names; default` : 'default';
    return `  ${name.padEnd(30)} ${about} (${where} ${isSecret ? 'unset' : text})`;
  });
  const where = 'Settings are environment variables or lines of .env:';
  process.stdout.write(`Usage: ${command}\n\n${where}\n${settings.join('\n')}\n`);
  process.exit(0);
}

/** With `--help` among the arguments, prints how to use the command and exits, before anything starts. */
export function printUsage(usage: string): void {
  if (!process.argv.slice(2).includes('--help')) return;
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

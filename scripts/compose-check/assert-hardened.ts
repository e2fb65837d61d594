import type { Compose } from './compose.ts';

/** Reads the arguments of every process of a container. The images have no `ps`. */
const READ_COMMAND_LINES = `const { readdirSync, readFileSync } = require('node:fs');
const lines = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).flatMap((pid) => {
  try { return [readFileSync('/proc/' + pid + '/cmdline', 'utf8').split('\\0')]; } catch { return []; }
});
console.log(JSON.stringify(lines));`;

type Reader = Pick<Compose, 'read'>;

const execIn = (compose: Reader, service: string, ...command: string[]) =>
  compose.read(['exec', '-T', service, ...command]);

/** Throws if a service runs as root, may gain privileges, runs without a filter or may write beside its volumes. */
export function assertUnprivileged(compose: Reader): void {
  for (const service of ['api', 'engine']) {
    if (execIn(compose, service, 'id', '-u') === '0') throw new Error(`${service} runs as root.`);
    const status = execIn(compose, service, 'cat', '/proc/1/status');
    if (!/^CapBnd:\s+0+$/m.test(status) || !/^NoNewPrivs:\s+1$/m.test(status)) {
      throw new Error(`${service} has capabilities, or may gain privileges.`);
    }
    if (!/^Seccomp:\s+2$/m.test(status)) {
      throw new Error(`${service} runs without a filter of system calls.`);
    }
    const mounts = execIn(compose, service, 'cat', '/proc/mounts');
    if (!/^\S+ \/ \S+ (?:\S+,)?ro(?:,|\s)/m.test(mounts)) {
      throw new Error(`${service} can write to the root of its container.`);
    }
  }
}

/** Throws unless Chromium runs in the engine, and each of its processes with its sandbox. */
export function assertSandboxed(compose: Reader): void {
  const lines = JSON.parse(
    execIn(compose, 'engine', 'node', '-e', READ_COMMAND_LINES),
  ) as string[][];
  // Chromium's helpers rewrite their command line to one argument.
  const browsers = lines.filter(([program]) => /chrom/.test(program ?? ''));
  if (!browsers.some((args) => args.join(' ').includes('--type=renderer'))) {
    throw new Error('No page of Chromium runs in the engine.');
  }
  const open = browsers.filter((args) => /--no-sandbox|--disable-\S*sandbox/.test(args.join(' ')));
  if (open.length > 0) throw new Error(`${open.length} processes of Chromium have no sandbox.`);
}

/** Throws unless the role of the API exists and is no superuser. */
export function assertPlainRole(compose: Reader): void {
  const query = "SELECT rolsuper FROM pg_roles WHERE rolname = 'grabber_api'";
  const psql = ['psql', '--username=grabber', '--dbname=grabber', '--tuples-only', '--no-align'];
  const isSuperuser = execIn(compose, 'postgres', ...psql, `--command=${query}`);
  if (isSuperuser !== 'f') throw new Error("The API's role is missing, or it is a superuser.");
}

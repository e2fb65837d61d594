// Runs a command of this repository on a machine that has only Node >= 18, npm and git. It uses
// only Node's built-in modules and no syntax newer than Node 18, because it runs before anything is
// installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  installTool,
  nodePackage,
  nodeTool,
  pnpmTool,
  writeMark,
} from './install/install-tools.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TOOLS = join(ROOT, '.tools');
const OLDEST_NODE = [24, 11];
const WINDOWS = process.platform === 'win32';

/** The file of each command of package.json. It runs when the tools are installed. */
const SCRIPTS = {
  demo: 'scripts/demo.ts',
  start: 'scripts/start.ts',
  dev: 'scripts/dev.ts',
  test: 'scripts/test.ts',
  'build:console': 'scripts/build-console.ts',
  lint: 'scripts/lint.ts',
  typecheck: 'scripts/typecheck.ts',
  'test:soak': 'scripts/test-soak.ts',
  api: 'scripts/api.ts',
  engine: 'apps/engine/src/server.ts',
  keys: 'scripts/keys.ts',
  grabber: 'apps/cli/src/main.ts',
  secrets: 'scripts/make-secrets.ts',
  'compose-check': 'scripts/compose-check.ts',
  bench: 'scripts/bench.ts',
  'check:openapi': 'scripts/check-openapi.ts',
  'check:page': 'scripts/check-page.ts',
  'check:recipes': 'scripts/check-recipes.ts',
  generate: 'scripts/generate-migration.ts',
  audit: 'scripts/audit.ts',
  sbom: 'scripts/sbom.ts',
  simulator: 'packages/whatsapp-simulator/src/main.ts',
};

/** The commands that are one tool, with its first arguments. */
const TOOL_COMMANDS = {
  vitest: ['vitest', 'run'],
  format: ['biome', 'check', '--write'],
  knip: ['knip', '--no-progress'],
};

/**
 * The commands that read settings from .env. The demo and the tests must not find a real database
 * there.
 */
const READ_ENV_FILE = ['start', 'api', 'engine', 'keys', 'grabber'];
/** The commands that are a service themselves. */
const SERVICES = ['engine'];

const PARENT_CHECK_INTERVAL_MS = 250;
const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const parent = process.ppid;

/** The running child process, and the signal that told it to stop. */
let child;
let stoppedBy;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function runsNode24() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Each tool has its own folder, so that installing one never removes another. */
function wantedTools() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const pnpm = pnpmTool(packageManager);
  return runsNode24() ? [pnpm] : [pnpm, nodeTool()];
}

/** Runs a program to its end. Returns its exit code. */
function runProgram(command, args, options) {
  if (stoppedBy) process.exit(SIGNAL_CODES[stoppedBy]);
  return new Promise((resolve) => {
    child = spawn(command, args, { cwd: ROOT, ...options });
    child.on('error', (error) => fail(`Could not run ${command}: ${error.message}`));
    child.on('exit', (code, signal) => resolve(code ?? SIGNAL_CODES[signal] ?? 1));
  });
}

/**
 * Runs a step of the set-up. Its output is shown only where it fails: it says nothing else to a person.
 */
async function setUp(command, args, options) {
  let output = '';
  const ended = runProgram(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: WINDOWS,
    ...options,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const allRead = new Promise((resolve) => child.on('close', resolve));
  const code = await ended;
  if (stoppedBy) process.exit(SIGNAL_CODES[stoppedBy]);
  if (code === 0) return;
  await allRead;
  process.stderr.write(output);
  const what = `${command} ${args[0]} failed (exit ${code}): see the lines above.`;
  fail(`${what} It needs the npm registry: check the network, then run the command again.`);
}

function stopChild(signal) {
  stoppedBy ??= signal;
  child?.kill(signal);
}

function passSignalsOn() {
  // Ctrl-C reaches the whole foreground group. A signal sent to this process reaches only this
  // process.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => stopChild(signal));
  process.on('SIGINT', () => {
    if (process.stdin.isTTY) stoppedBy ??= 'SIGINT';
    else stopChild('SIGINT');
  });
  // A signal sent to npm ends the shell between npm and this process, and does not reach this
  // process.
  if (WINDOWS || !process.env.npm_lifecycle_event) return;
  const checks = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(checks);
    stopChild('SIGTERM');
  }, PARENT_CHECK_INTERVAL_MS);
  checks.unref();
}

/** Makes the allocator return freed memory to the system; see docs/performance.md. */
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

/** Runs npm. Returns its exit code and what it wrote to stderr. Its other output says nothing to a person. */
async function runNpm(args) {
  let errors = '';
  const ended = runProgram('npm', args, { stdio: ['ignore', 'ignore', 'pipe'], shell: WINDOWS });
  const allRead = new Promise((resolve) => child.stderr.on('close', resolve));
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await ended;
  if (stoppedBy) process.exit(SIGNAL_CODES[stoppedBy]);
  await allRead;
  return { code, errors };
}

async function installTools() {
  for (const tool of wantedTools()) {
    const failure = await installTool(TOOLS, tool, { runNpm });
    if (failure) fail(failure);
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
    // A service starts in two thirds of the time when its compiled code is on disk.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(TOOLS, 'compile-cache'),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    COREPACK_ENABLE_STRICT: '0',
  };
}

async function installDependencies(env) {
  const mark = join(TOOLS, 'dependencies');
  const lock = readFileSync(join(ROOT, 'pnpm-lock.yaml'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readIfThere(mark) === hash && existsSync(join(ROOT, 'node_modules', '.modules.yaml'))) return;
  process.stderr.write('Installing dependencies, once. This takes a minute or two …\n');
  rmSync(mark, { force: true });
  await setUp('pnpm', ['install', '--frozen-lockfile'], { env });
  writeMark(mark, hash);
}

/**
 * Two commands that start at once must not install at the same time: the second waits for the
 * first.
 */
async function withSetUpLock(work) {
  const lock = join(TOOLS, 'set-up.lock');
  mkdirSync(TOOLS, { recursive: true });
  while (!stoppedBy) {
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
    await work();
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

function runScript(name, script, args, env) {
  const envFile = READ_ENV_FILE.includes(name) && existsSync(join(ROOT, '.env'));
  const nodeArgs = [...(envFile ? ['--env-file=.env'] : []), script, ...args];
  return runProgram(nodeBinary(), nodeArgs, {
    env: SERVICES.includes(name) ? serviceEnvironment(env) : env,
    // The script notices by the end of this channel that this process was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}

function runTool([tool, ...toolArgs], args, env) {
  return runProgram(tool, [...toolArgs, ...args], { env, stdio: 'inherit', shell: WINDOWS });
}

const [name = '', ...args] = process.argv.slice(2);
const script = SCRIPTS[name];
const tool = TOOL_COMMANDS[name];
if (!script && !tool) {
  const known = Object.keys({ ...SCRIPTS, ...TOOL_COMMANDS });
  fail(`Unknown command "${name}". Known: ${known.join(', ')}.`);
}
passSignalsOn();
const env = toolEnvironment(nodeBinary());
await withSetUpLock(async () => {
  await installTools();
  await installDependencies(env);
});
process.exitCode = script
  ? await runScript(name, script, args, env)
  : await runTool(tool, args, env);

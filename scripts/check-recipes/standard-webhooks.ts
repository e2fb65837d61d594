import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runProgram } from './programs.ts';
import { ROOT } from './world.ts';

const PACKAGE = 'standardwebhooks@1.1.1';
const FOLDER = join(ROOT, '.tools/recipes');

export type Signer = { sign(id: string, at: Date, body: string): string };
type Library = { readonly Webhook: new (secret: string) => Signer };

/** The public library of Standard Webhooks, from npm, for the receiver in Node and to sign the check's own requests. */
export async function installStandardWebhooks(stopped: AbortSignal) {
  const installed = join(FOLDER, 'node_modules/standardwebhooks');
  if (!existsSync(installed)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    await runProgram(['npm', 'install', ...options, PACKAGE], { cwd: FOLDER, stopped });
  }
  const entry = pathToFileURL(join(installed, 'dist/index.js')).href;
  const { Webhook } = (await import(entry)) as Library;
  return { Webhook, version: PACKAGE, folder: join(FOLDER, 'node_modules') };
}

import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../markdown.ts';

export type ServiceSettings = {
  readonly names: readonly string[];
  /** Those that may be in a file, too. */
  readonly secrets: readonly string[];
  /** The sentence with which the service refuses the environment, or null. */
  readonly refusal: string | null;
};

const ASK = `const { VARIABLES, loadConfig } = await import(process.argv[1]);
const names = Object.keys(VARIABLES);
const secrets = names.filter((name) => VARIABLES[name].isSecret);
let refusal = null;
try { loadConfig(JSON.parse(process.argv[2])); } catch (error) { refusal = error.message; }
console.log(JSON.stringify({ names, secrets, refusal }));`;

/** Asks the configuration of a service, in a process of its own, what it knows and whether it takes an environment. */
export async function askService(
  app: 'api' | 'engine',
  env: Readonly<Record<string, string>>,
): Promise<ServiceSettings> {
  const config = pathToFileURL(`${ROOT}apps/${app}/src/config.ts`).href;
  const args = ['--input-type=module', '--eval', ASK, config, JSON.stringify(env)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  return JSON.parse(stdout) as ServiceSettings;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@grabber/service-kit/environment';

/** The built console, as the API serves it. */
export type ConsoleFiles = {
  readonly dir: string;
  /** Its only page, which finds everything else from the address of the API's root. */
  readonly page: string;
};

/** Reads what CONSOLE_DIR has. Null: there is no console. Rejects with ConfigError if it is not a console. */
export async function openConsole(
  dir: string | null,
  basePath: string,
): Promise<ConsoleFiles | null> {
  if (dir === null) return null;
  const file = join(dir, 'index.html');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`CONSOLE_DIR has no console: ${file} cannot be read (${error.code}).`]);
  });
  const page = text.replace(/<head(\s[^>]*)?>/, (head) => `${head}<base href="${basePath}">`);
  if (page !== text) return { dir, page };
  throw new ConfigError([`CONSOLE_DIR has no console: ${file} has no <head>.`]);
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/**
 * The text of a module with its types replaced by blanks. Node loads a parser for that, which takes a fifth of
 * the time in which an engine starts. So the result stays beside Node's compiled code (NODE_COMPILE_CACHE), by the
 * hash of the text: of another text, or for another version of Node, it is made again.
 */
export function blankTypes(source: string): string {
  const directory = getCompileCacheDir();
  if (directory === undefined) return withoutTypes(source);
  const name = createHash('sha256').update(source).digest('hex').slice(0, 32);
  const file = join(directory, `blanked-${name}.js`);
  const kept = readIfThere(file);
  if (kept !== null) return kept;
  const blanked = withoutTypes(source);
  keep(directory, file, blanked);
  return blanked;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Another process never reads half a file. A directory that cannot be written costs only time. */
function keep(directory: string, file: string, text: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {}
}

/** Node warns once that this function is experimental; each start of the engine would log it. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

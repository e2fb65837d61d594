import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FILES = ['revision.json', 'manifest.json'];
/** WhatsApp counts the builds of its web client by this number alone. */
const VERSION_PREFIX = '2.3000';

/** The build that a file beside the modules, or above them, names. Null if no file names one. */
export function readBuild(directory: string): string | null {
  for (const folder of [directory, dirname(directory)]) {
    for (const file of FILES) {
      const revision = readRevision(join(folder, file));
      if (revision !== null) return `${VERSION_PREFIX}.${revision}`;
    }
  }
  return null;
}

function readRevision(path: string): string | null {
  try {
    const { revision } = JSON.parse(readFileSync(path, 'utf8')) as { revision?: unknown };
    return /^\d+$/.test(String(revision)) ? String(revision) : null;
  } catch {
    return null;
  }
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import settings from './service-memory.json' with { type: 'json' };

test.for(['api', 'engine'])(
  'the image of the %s has the same memory settings as the commands',
  async (app) => {
    const file = fileURLToPath(new URL(`../../apps/${app}/Dockerfile`, import.meta.url));
    const text = (await readFile(file, 'utf8')).replaceAll('\\\n', ' ');
    const variables = text.split('\n').filter((line) => line.startsWith('ENV '));
    const words = variables.flatMap((line) => line.split(/\s+/));
    for (const [name, value] of Object.entries(settings))
      expect(words).toContain(`${name}=${value}`);
  },
);

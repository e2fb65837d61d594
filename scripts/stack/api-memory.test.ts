import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import settings from './api-memory.json' with { type: 'json' };

const DOCKERFILE = fileURLToPath(new URL('../../apps/api/Dockerfile', import.meta.url));

test('the image of the API has the memory settings that the commands start it with', async () => {
  const text = (await readFile(DOCKERFILE, 'utf8')).replaceAll('\\\n', ' ');
  const variables = text.split('\n').filter((line) => line.startsWith('ENV '));
  const words = variables.flatMap((line) => line.split(/\s+/));
  for (const [name, value] of Object.entries(settings)) expect(words).toContain(`${name}=${value}`);
});

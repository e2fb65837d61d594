import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeSchema } from './make-schema.ts';

const SCHEMA = fileURLToPath(new URL('../src/schema.ts', import.meta.url));

it('the types of the client are those of the OpenAPI document', async () => {
  await expect(await makeSchema()).toMatchFileSnapshot(SCHEMA);
});

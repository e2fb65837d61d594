import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SLOW_FILES } from './slow-files-first.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('the slow test files are there', () => {
  expect(SLOW_FILES.filter((name) => !existsSync(`${ROOT}${name}.test.ts`))).toEqual([]);
});

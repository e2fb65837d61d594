import { defaultsOf, shownVariables } from '@grabber/service-kit/testing/env-example';
import { expect, it } from 'vitest';
import { VARIABLES } from '../../src/config.ts';

it('.env.example shows every variable of the engine with its default, and no other', () => {
  expect(shownVariables('Both services', 'Engine')).toEqual(defaultsOf(VARIABLES));
});

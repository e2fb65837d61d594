import { expect, test } from 'vitest';
import { routerBase } from '../../src/api/router-base.ts';

test('has its screens below the path where a proxy serves the console', () => {
  for (const path of ['/whatsapp/', '/whatsapp', '/whatsapp/contacts']) {
    expect(routerBase('/whatsapp/', path)).toBe('/whatsapp/');
  }
  expect(routerBase('/', '/contacts')).toBe('/');
});

test('has them at the root where a browser opens the API past the proxy', () => {
  for (const path of ['/', '/contacts', '/whatsapp-other']) {
    expect(routerBase('/whatsapp/', path)).toBe('/');
  }
});

import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { RouteContract } from '@grabber/contracts/route';
import { expect, it } from 'vitest';
import { readDocument } from '../support/markdown.ts';

it('lists each route of the engine with its access and what it does, and no other', () => {
  const rows = [
    ...readDocument('docs/engine.md').matchAll(/^\| `([A-Z]+ \/[^`]*)` *\| (\w+) *\| (.*?) *\|$/gm),
  ];
  const listed = rows.map(([, route, access, summary]) => ({ route, access, summary }));
  const routes: readonly RouteContract[] = Object.values(ENGINE_ROUTES);
  expect(listed).toEqual(
    routes.map(({ method, path, access, summary }) => ({
      route: `${method} ${path}`,
      access,
      summary,
    })),
  );
});

import { isDeepStrictEqual } from 'node:util';

export type PatchStep = {
  readonly op: 'add' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
};

// biome-ignore lint/suspicious/noExplicitAny: a patch reaches into any object
type Tree = any;

/** Changes the object by a JSON patch (RFC 6902), in the steps that `deploy` uses. Throws where a step does not fit. */
export function applyPatch(object: Tree, steps: readonly PatchStep[]): void {
  for (const { op, path, value } of steps) {
    const keys = path.split('/').slice(1);
    const last = keys.pop() ?? '';
    const parent = keys.reduce((tree: Tree, key) => tree?.[key], object);
    const refuse = () => new Error(`The step "${op} ${path}" of a patch does not fit`);
    if (typeof parent !== 'object' || (op !== 'add' && !(last in parent))) throw refuse();
    if (op === 'test' && !isDeepStrictEqual(parent[last], value)) throw refuse();
    if (op === 'add') parent[last] = value;
    if (op === 'remove' && Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (op === 'remove') delete parent[last];
  }
}

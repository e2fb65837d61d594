import { familyOf, listProcesses } from '../support/processes.ts';

/** The process that guards the browsers of an engine. */
export async function guardPid(engine: number): Promise<number | null> {
  const guard = (await listProcesses()).find(
    ({ parent, command }) => parent === engine && command.includes('/guard/guard.ts'),
  );
  return guard?.pid ?? null;
}

export async function familyPids(root: number): Promise<number[]> {
  return familyOf(root, await listProcesses());
}

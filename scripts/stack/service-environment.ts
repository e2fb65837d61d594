import MEMORY from './service-memory.json' with { type: 'json' };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Adds settings of the allocators, which cannot change while a process runs. Existing values win.
 */
export function serviceEnvironment(
  env: Environment = process.env,
): Record<string, string | undefined> {
  const options = [MEMORY.NODE_OPTIONS, env.NODE_OPTIONS].filter(Boolean).join(' ');
  return { ...MEMORY, ...env, NODE_OPTIONS: options };
}

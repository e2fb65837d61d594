import { readDocument } from './markdown.ts';

export const dockerfile = (app: string) => readDocument(`apps/${app}/Dockerfile`);

/** Begins the stage that builds the web page. */
const CONSOLE_STAGE = /^FROM \S+ AS console\n[\s\S]*?(?=^FROM )/m;

/** The instructions of an app's Dockerfile as [name, value], without the stage that builds the console. */
export function instructions(app: string): [string, string][] {
  return parsed(dockerfile(app).replace(CONSOLE_STAGE, ''));
}

/** Those of that stage. */
export function consoleStage(): [string, string][] {
  return parsed(CONSOLE_STAGE.exec(dockerfile('api'))?.[0] ?? '');
}

/** How long a service may take from SIGTERM to its end: its grace for what runs, and the bounds of its `server.ts`. */
export function stopSeconds(app: 'api' | 'engine', graceMs: number): number {
  const bounds = readDocument(`apps/${app}/src/server.ts`).matchAll(
    /^const \w+_TIMEOUT_MS = ([\d_]+);/gm,
  );
  const ms = [...bounds].map(([, text]) => Number(text?.replaceAll('_', '')));
  if (ms.length === 0) throw new Error(`apps/${app}/src/server.ts names no bound of its end`);
  return (graceMs + ms.reduce((sum, one) => sum + one)) / 1_000;
}

/** With continued lines joined. */
function parsed(text: string): [string, string][] {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return [name, rest.join(' ')];
    });
}

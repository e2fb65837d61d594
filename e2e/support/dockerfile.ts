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

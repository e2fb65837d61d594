import { readDocument } from './markdown.ts';

export const dockerfile = (app: string) => readDocument(`apps/${app}/Dockerfile`);

/** The instructions of an app's Dockerfile as [name, value], with continued lines joined. */
export function instructions(app: string): [string, string][] {
  return dockerfile(app)
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return [name, rest.join(' ')];
    });
}

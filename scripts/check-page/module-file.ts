import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Function as FunctionNode, parseSync } from 'oxc-parser';
import { createScope, type Scope, type SyntaxNode, scanBody } from './module-scope.ts';

/** What a module's factory gets in a parameter. */
export type FactoryRole = 'require' | 'default' | 'namespace' | 'module' | 'exports';

export type ModuleFile = {
  readonly scope: Scope;
  readonly roles: ReadonlyMap<string, FactoryRole>;
  /** Values of each exported name. */
  readonly exports: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Values assigned to `module.exports` as a whole. */
  readonly whole: readonly SyntaxNode[];
};

export type ModuleDirectory = {
  /** The files of a module without their ending: `NAME`, then its variants `NAME~TEXT`. */
  files(name: string): readonly string[];
  /** Null if there is no such file, or if it does not define its module. Reads each file once. */
  load(file: string): ModuleFile | null;
};

const ENDING = '.js';
const VARIANT_MARK = '~';
/** By place. The compiler puts the exports last, and leaves out what a module does not use. */
const ROLES: readonly (FactoryRole | null)[] = [
  null,
  'require',
  'default',
  'namespace',
  'module',
  'exports',
  'exports',
];

/** Reads the names of the files alone. Throws an Error that says what is wrong with the directory. */
export function openModuleDirectory(path: string): ModuleDirectory {
  const names = listFiles(path);
  if (names.length === 0) throw new Error(`The directory ${path} holds no file NAME.js.`);
  const files = Map.groupBy(names.sort(), moduleOf);
  const loaded = new Map<string, ModuleFile | null>();
  return {
    files: (name) => files.get(name) ?? [],
    load(file) {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const read = readModule(join(path, `${file}${ENDING}`), file);
      loaded.set(file, read);
      return read;
    },
  };
}

function listFiles(path: string): string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`The directory ${path} cannot be read (${code}).`, { cause: error });
  }
}

function moduleOf(file: string): string {
  const [name = file] = file.split(VARIANT_MARK);
  return name;
}

function readModule(path: string, file: string): ModuleFile | null {
  try {
    return parseModule(readFileSync(path, 'utf8'), file);
  } catch {
    return null;
  }
}

/** The module of a file; null if the text does not define it. */
function parseModule(text: string, file: string): ModuleFile | null {
  const name = moduleOf(file);
  const { program } = parseSync(`${name}.js`, text, {
    sourceType: 'script',
    preserveParens: false,
  });
  for (const statement of program.body) {
    if (statement.type !== 'ExpressionStatement') continue;
    const call = statement.expression;
    if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') continue;
    const [id, , factory] = call.arguments;
    if (call.callee.name !== '__d' || id?.type !== 'Literal' || id.value !== name) continue;
    if (factory?.type === 'FunctionExpression') return readFactory(factory, file);
  }
  return null;
}

function readFactory(factory: FunctionNode, file: string): ModuleFile {
  const roles = new Map<string, FactoryRole>();
  factory.params.forEach((param, index) => {
    const role = ROLES[index];
    if (role && param.type === 'Identifier') roles.set(param.name, role);
  });
  const scope = createScope(file, null);
  if (factory.body) scanBody(factory.body, scope);
  const exports = new Map<string, readonly SyntaxNode[]>();
  const whole: SyntaxNode[] = [];
  for (const [owner, members] of scope.members) {
    if (roles.get(owner) === 'exports') for (const entry of members) exports.set(...entry);
    if (roles.get(owner) === 'module') whole.push(...(members.get('exports') ?? []));
  }
  return { scope, roles, exports, whole };
}

// Finds a member of a module by the text of module files alone. Nothing of the text runs.
import { member } from './member-lookup.ts';
import type { FactoryRole, ModuleDirectory, ModuleFile } from './module-file.ts';
import {
  createScope,
  memberName,
  type Scope,
  type SyntaxNode,
  scanBody,
  visit,
} from './module-scope.ts';
import {
  held,
  MAX_DEPTH,
  MISSING,
  OPAQUE,
  type Text,
  UNCLEAR,
  type Value,
  type Values,
} from './values.ts';

/** `unclear`: the text does not say whether the member exists. */
export type Finding = 'found' | 'missing' | 'unclear';

type Call = Extract<SyntaxNode, { type: 'CallExpression' }>;

const BUILT_IN: Readonly<Record<string, object>> = {
  Map: Map.prototype,
  Set: Set.prototype,
  WeakMap: WeakMap.prototype,
};

/** Looks a member up in one file of a module. */
export function findMember(
  directory: ModuleDirectory,
  file: ModuleFile,
  path: readonly string[],
): Finding {
  const text: Text = {
    directory,
    settle: (node, scope, depth) => settle(text, node, scope, depth),
  };
  let values: Values = [{ kind: 'module', file }];
  for (const name of path) values = values.flatMap((value) => member(text, value, name, 0));
  if (values.length === 0) return 'missing';
  return values.every(({ kind }) => kind === 'unclear') ? 'unclear' : 'found';
}

function settle(text: Text, node: SyntaxNode, scope: Scope, depth: number): Values {
  if (depth > MAX_DEPTH) return UNCLEAR;
  const next = (other: SyntaxNode) => settle(text, other, scope, depth + 1);
  switch (node.type) {
    case 'Identifier':
      return variable(text, node.name, scope, depth + 1);
    case 'SequenceExpression':
      return node.expressions.slice(-1).flatMap(next);
    case 'AssignmentExpression':
      return next(node.right);
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(next);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(next);
    case 'MemberExpression': {
      const name = memberName(node);
      if (name === null) return OPAQUE;
      return next(node.object).flatMap((value) => member(text, value, name, depth + 1));
    }
    case 'NewExpression':
      return construct(text, node.callee, scope, depth + 1);
    case 'CallExpression':
      return call(text, node, scope, depth + 1);
    case 'ObjectExpression':
      return [held('object', node, scope)];
    case 'UnaryExpression':
      return node.operator === 'void' ? MISSING : OPAQUE;
    default:
      return /Function|^Class/.test(node.type) ? [held('function', node, scope)] : OPAQUE;
  }
}

function variable(text: Text, name: string, from: Scope, depth: number): Values {
  if (name === 'undefined') return MISSING;
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const argument = scope.bound.get(name);
    if (argument) return settle(text, argument.node, argument.scope, depth);
    if (scope.variables.has(name)) return valuesOf(text, { name, scope }, depth);
  }
  return OPAQUE;
}

/** The values of a variable. They know that it holds them. */
function valuesOf(
  text: Text,
  holder: { readonly name: string; readonly scope: Scope },
  depth: number,
): Values {
  const nodes = holder.scope.variables.get(holder.name) ?? [];
  return nodes
    .flatMap((node) => settle(text, node, holder.scope, depth))
    .map((value) =>
      'holders' in value ? { ...value, holders: [...value.holders, holder] } : value,
    );
}

function construct(text: Text, callee: SyntaxNode, scope: Scope, depth: number): Values {
  const prototype = callee.type === 'Identifier' ? BUILT_IN[callee.name] : undefined;
  if (prototype) return [{ kind: 'builtIn', prototype }];
  return settle(text, callee, scope, depth).map(
    (of): Value => (of.kind === 'function' ? { kind: 'instance', of } : { kind: 'opaque' }),
  );
}

function call(text: Text, node: Call, scope: Scope, depth: number): Values {
  const { callee } = node;
  const [first] = node.arguments;
  const request = requestOf(text, node, scope);
  if (request) return required(text, request.name, request.role, depth);
  const helper = memberName(callee);
  if (helper === 'extends')
    return node.arguments.flatMap((part) => settle(text, part, scope, depth));
  // A model's class becomes another one with the same members; an enumeration keeps its values.
  const isSame = helper === 'defineModel' || makesEnumerations(text, callee, scope);
  if (isSame) return first ? settle(text, first, scope, depth) : OPAQUE;
  if (callee.type !== 'Identifier' && callee.type !== 'FunctionExpression') return OPAQUE;
  return settle(text, callee, scope, depth).flatMap((value) =>
    value.kind === 'function'
      ? invoke(text, value.node, value.scope, { node, scope, depth })
      : OPAQUE,
  );
}

/** The values that a function of this module returns. */
function invoke(
  text: Text,
  target: SyntaxNode,
  home: Scope,
  { node, scope: caller, depth }: { node: Call; scope: Scope; depth: number },
): Values {
  const isFunction = target.type === 'FunctionExpression' || target.type === 'FunctionDeclaration';
  if (!isFunction || !target.body || target.async || target.generator) return OPAQUE;
  const scope = createScope(home.file, home);
  target.params.forEach((param, index) => {
    const given = node.arguments[index];
    if (param.type === 'Identifier' && given) {
      scope.bound.set(param.name, { node: given, scope: caller });
    }
  });
  scanBody(target.body, scope);
  const returned: SyntaxNode[] = [];
  visit(target.body, (part) => {
    if (part.type === 'ReturnStatement' && part.argument) returned.push(part.argument);
  });
  return returned.flatMap((part) => settle(text, part, scope, depth + 1));
}

/** What a call asks the module loader for; null if it calls something else. */
function requestOf(text: Text, { callee, arguments: [first] }: Call, from: Scope) {
  if (callee.type !== 'Identifier' || first?.type !== 'Literal') return null;
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    if (scope.bound.has(callee.name) || scope.variables.has(callee.name)) return null;
  }
  const role = text.directory.load(from.file)?.roles.get(callee.name);
  return role ? { name: String(first.value), role } : null;
}

function makesEnumerations(text: Text, callee: SyntaxNode, scope: Scope): boolean {
  const maker = callee.type === 'AssignmentExpression' ? callee.right : callee;
  return maker.type === 'CallExpression' && requestOf(text, maker, scope)?.name === '$InternalEnum';
}

function required(text: Text, name: string, role: FactoryRole, depth: number): Values {
  const file = text.directory.load(name);
  if (!file) return UNCLEAR;
  const module: Value = { kind: 'module', file };
  const isDefault = role === 'default' && file.whole.length === 0;
  return isDefault ? member(text, module, 'default', depth) : [module];
}

// What a function of a module file sets: variables, and members of variables. Found in its syntax tree.
import type { Node } from 'oxc-parser';

export type SyntaxNode = Node;

/** What one function body sets. Functions inside of it have scopes of their own. */
export type Scope = {
  /** The file of the module, without its ending. */
  readonly file: string;
  readonly parent: Scope | null;
  /** The values of a variable: its first one and those assigned later. */
  readonly variables: Map<string, SyntaxNode[]>;
  /** Values of `owner.member = …`. The owner is a variable, `this` or `variable.prototype`. */
  readonly members: Map<string, Map<string, SyntaxNode[]>>;
  /** What the prototype of a class inherits from, by the name of the class. */
  readonly supers: Map<string, SyntaxNode>;
  /** The arguments of a function that is called where it is written, by the names of its parameters. */
  readonly bound: Map<string, { readonly node: SyntaxNode; readonly scope: Scope }>;
};

export function createScope(file: string, parent: Scope | null): Scope {
  return {
    file,
    parent,
    variables: new Map(),
    members: new Map(),
    supers: new Map(),
    bound: new Map(),
  };
}

/** The name of a member of an object or class; null if it is computed. */
export function keyName({ key, computed }: { key: SyntaxNode; computed: boolean }): string | null {
  if (key.type === 'Literal') return String(key.value);
  return !computed && key.type === 'Identifier' ? key.name : null;
}

/** The member that an expression like `a.b` reads; null if it is computed. */
export function memberName(node: SyntaxNode): string | null {
  if (node.type !== 'MemberExpression') return null;
  const { property, computed } = node;
  if (property.type === 'Literal') return String(property.value);
  return !computed && property.type === 'Identifier' ? property.name : null;
}

/** Fills a scope with what a body sets, without what functions inside of it set. */
export function scanBody(body: SyntaxNode, scope: Scope): void {
  visit(body, (node) => {
    if (node.type === 'VariableDeclarator') {
      if (node.id.type === 'Identifier' && node.init)
        push(scope.variables, node.id.name, node.init);
    } else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      if (node.id) push(scope.variables, node.id.name, node);
    } else if (node.type === 'AssignmentExpression') {
      if (node.left.type === 'Identifier') push(scope.variables, node.left.name, node.right);
      else setMember(scope, node.left, node.right);
    } else if (node.type === 'CallExpression') {
      setSuper(scope, node);
    }
  });
}

/** Calls `see` for each node of a body, but not for those inside of inner functions and classes. */
export function visit(root: SyntaxNode, see: (node: SyntaxNode) => void): void {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    see(node);
    if (node !== root && isInnerScope(node)) continue;
    waiting.push(...Object.values(node).flat().filter(isNode).reverse());
  }
}

function isInnerScope({ type }: SyntaxNode): boolean {
  return /^(?:Function|ArrowFunction)|^Class(?:Declaration|Expression)/.test(type);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function push<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  map.set(name, [...(map.get(name) ?? []), value]);
}

function setMember(scope: Scope, target: SyntaxNode, value: SyntaxNode): void {
  const name = memberName(target);
  const owner = target.type === 'MemberExpression' ? ownerName(target.object) : null;
  if (name === null || owner === null) return;
  const members = scope.members.get(owner) ?? new Map<string, SyntaxNode[]>();
  push(members, name, value);
  scope.members.set(owner, members);
}

function ownerName(node: SyntaxNode): string | null {
  if (node.type === 'ThisExpression') return 'this';
  return prototypeOwner(node) ?? (node.type === 'Identifier' ? node.name : null);
}

/** `name.prototype` for `name.prototype`; else null. */
export function prototypeOwner(node: SyntaxNode): string | null {
  const isPrototype = node.type === 'MemberExpression' && memberName(node) === 'prototype';
  return isPrototype && node.object.type === 'Identifier' ? `${node.object.name}.prototype` : null;
}

/** Compiled classes inherit by a helper function. */
function setSuper(scope: Scope, call: Extract<SyntaxNode, { type: 'CallExpression' }>): void {
  const helper = memberName(call.callee);
  const [heir, ancestor] = call.arguments;
  if (helper !== 'inheritsLoose' && helper !== 'inherits') return;
  if (heir?.type === 'Identifier' && ancestor) scope.supers.set(heir.name, ancestor);
}

// What the text of a module says about a value.
import type { ModuleDirectory, ModuleFile } from './module-file.ts';
import { prototypeOwner, type Scope, type SyntaxNode } from './module-scope.ts';

/** A value that may be one of several has one entry for each; a missing one has none. */
export type Values = readonly Value[];

export type Value =
  | { readonly kind: 'module'; readonly file: ModuleFile }
  | HeldValue
  | { readonly kind: 'instance'; readonly of: Value }
  /** An instance of one of JavaScript's own classes. */
  | { readonly kind: 'builtIn'; readonly prototype: object }
  /** There is a value, and the text does not say what it holds. */
  | { readonly kind: 'opaque' }
  /** The text does not say whether there is a value. */
  | { readonly kind: 'unclear' };

export type HeldValue = {
  readonly kind: 'object' | 'function';
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** The variables that hold it: members may be set through them. */
  readonly holders: readonly { readonly name: string; readonly scope: Scope }[];
};

/** The text of a build. */
export type Text = {
  readonly directory: ModuleDirectory;
  /** The values of an expression. */
  readonly settle: (node: SyntaxNode, scope: Scope, depth: number) => Values;
};

export const OPAQUE: Values = [{ kind: 'opaque' }];
export const UNCLEAR: Values = [{ kind: 'unclear' }];
export const MISSING: Values = [];

/** Values that refer to themselves end here. */
export const MAX_DEPTH = 80;

export function held(kind: HeldValue['kind'], node: SyntaxNode, scope: Scope): HeldValue {
  return { kind, node, scope, holders: [] };
}

/** A member that is set has a value, also if the text does not say which. */
export function setValues(values: Values): Values {
  return values.flatMap((value) => (value.kind === 'unclear' ? OPAQUE : value));
}

/** `name.prototype` and the variables that hold it. */
export function prototypeNames(name: string, scope: Scope): string[] {
  const own = `${name}.prototype`;
  const others = [...scope.variables].filter(([, nodes]) =>
    nodes.some((node) => prototypeOwner(node) === own),
  );
  return [own, ...others.map(([other]) => other)];
}

/** The code that makes an instance: of a class its constructor, else the function itself. */
export function constructorBody(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return node.body;
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return null;
  for (const part of node.body.body) {
    if (part.type === 'MethodDefinition' && part.kind === 'constructor') return part.value.body;
  }
  return null;
}

import type { ModuleFile } from './module-file.ts';
import { createScope, keyName, type Scope, type SyntaxNode, scanBody } from './module-scope.ts';
import {
  constructorBody,
  type HeldValue,
  MAX_DEPTH,
  MISSING,
  OPAQUE,
  prototypeNames,
  setValues,
  type Text,
  UNCLEAR,
  type Value,
  type Values,
} from './values.ts';

/** The values of a member of a value; none if the member is missing. */
export function member(text: Text, value: Value, name: string, depth: number): Values {
  if (depth > MAX_DEPTH) return UNCLEAR;
  switch (value.kind) {
    case 'module':
      return exported(text, value.file, name, depth);
    case 'object':
      return [...property(text, value, name, depth), ...assigned(text, value, name, depth)];
    case 'function':
      return inherited(text, value, depth, (one) => [
        ...classMember(text, one, name, true, depth),
        ...assigned(text, one, name, depth),
      ]);
    case 'instance':
      if (value.of.kind !== 'function') return UNCLEAR;
      return inherited(text, value.of, depth, (one) => instanceMember(text, one, name, depth));
    case 'builtIn':
      return name in value.prototype ? OPAQUE : MISSING;
    default:
      return UNCLEAR;
  }
}

/** Members that are known to be set. */
function settled(
  text: Text,
  nodes: readonly SyntaxNode[] | undefined,
  scope: Scope,
  depth: number,
): Values {
  return setValues((nodes ?? []).flatMap((node) => text.settle(node, scope, depth + 1)));
}

/** The page gives the default itself for a module that exports nothing else. */
function exported(text: Text, file: ModuleFile, name: string, depth: number): Values {
  const { exports, scope } = file;
  if (exports.has(name)) return settled(text, exports.get(name), scope, depth);
  const hasDefaultAlone = exports.size === 1 && exports.has('default');
  const all = hasDefaultAlone ? exports.get('default') : file.whole;
  return settled(text, all, scope, depth).flatMap((value) => member(text, value, name, depth + 1));
}

function property(text: Text, { node, scope }: HeldValue, name: string, depth: number): Values {
  if (node.type !== 'ObjectExpression') return UNCLEAR;
  return node.properties.flatMap((part) => {
    if (part.type === 'SpreadElement') {
      const spread = text.settle(part.argument, scope, depth + 1);
      return spread.flatMap((value) => member(text, value, name, depth + 1));
    }
    const key = keyName(part);
    if (key === null) return UNCLEAR;
    if (key !== name) return MISSING;
    return part.kind === 'init' ? settled(text, [part.value], scope, depth) : OPAQUE;
  });
}

/** Members that are set through a variable that holds the value. */
function assigned(text: Text, { holders }: HeldValue, name: string, depth: number): Values {
  return holders.flatMap((holder) =>
    settled(text, holder.scope.members.get(holder.name)?.get(name), holder.scope, depth),
  );
}

/** Looks in a class, and then in the classes that it inherits from. */
function inherited(
  text: Text,
  value: HeldValue,
  depth: number,
  look: (one: HeldValue) => Values,
): Values {
  const own = look(value);
  if (own.length > 0 || depth > MAX_DEPTH) return own;
  const { node, scope, holders } = value;
  const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
  const supers = [
    ...(isClass && node.superClass ? text.settle(node.superClass, scope, depth + 1) : []),
    ...holders.flatMap((holder) => {
      const ancestor = holder.scope.supers.get(holder.name);
      return ancestor ? text.settle(ancestor, holder.scope, depth + 1) : [];
    }),
  ];
  return supers.flatMap((one) =>
    one.kind === 'function' ? inherited(text, one, depth + 1, look) : UNCLEAR,
  );
}

function classMember(
  text: Text,
  value: HeldValue,
  name: string,
  isStatic: boolean,
  depth: number,
): Values {
  const { node, scope } = value;
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return MISSING;
  return node.body.body.flatMap((part) => {
    if (!('key' in part) || !('static' in part)) return MISSING;
    if (part.static !== isStatic || keyName(part) !== name) return MISSING;
    return part.type === 'PropertyDefinition' && part.value
      ? settled(text, [part.value], scope, depth)
      : OPAQUE;
  });
}

/** A method, or a field that the constructor sets. Compiled constructors set them through a variable. */
function instanceMember(text: Text, value: HeldValue, name: string, depth: number): Values {
  const fields = createScope(value.scope.file, value.scope);
  const body = constructorBody(value.node);
  if (body) scanBody(body, fields);
  const own = [...fields.members].filter(
    ([owner]) => owner === 'this' || fields.variables.has(owner),
  );
  return [
    ...classMember(text, value, name, false, depth),
    ...own.flatMap(([, members]) => settled(text, members.get(name), fields, depth)),
    ...value.holders.flatMap((holder) =>
      prototypeNames(holder.name, holder.scope).flatMap((owner) =>
        settled(text, holder.scope.members.get(owner)?.get(name), holder.scope, depth),
      ),
    ),
  ];
}

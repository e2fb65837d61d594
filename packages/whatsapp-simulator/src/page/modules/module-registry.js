/**
 * The page's modules by name, behind a `require` that throws on a missing one, like the real one.
 */
export function createModuleRegistry() {
  const modules = new Map();
  const hidden = [];

  return {
    add(exportsByName) {
      for (const [name, exports] of Object.entries(exportsByName)) modules.set(name, exports);
    },
    require(name) {
      const exports = modules.get(name);
      if (exports === undefined) throw new Error(`Requiring unknown module "${name}"`);
      return exports;
    },
    /**
     * Removes a module, or a member of it such as `Contact.get`, until `restore`. Throws on a
     * missing one.
     */
    hide({ module, member }) {
      const exports = modules.get(module);
      if (exports === undefined) throw new Error(`No module ${module} to hide`);
      if (member === undefined) {
        modules.delete(module);
        hidden.push(() => modules.set(module, exports));
      } else {
        const [first, inner] = member.split('.');
        const value = exports[first];
        const isThere = inner === undefined ? first in exports : value?.[inner] !== undefined;
        if (!isThere) throw new Error(`No member ${member} of ${module} to hide`);
        if (inner === undefined) delete exports[first];
        else exports[first] = without(value, inner);
        hidden.push(() => Object.assign(exports, { [first]: value }));
      }
    },
    /** Removes a module. The returned function brings it back. */
    take(module) {
      const exports = modules.get(module);
      modules.delete(module);
      return () => modules.set(module, exports);
    },
    restore() {
      for (const bringBack of hidden.splice(0).toReversed()) bringBack();
    },
  };
}

/**
 * The same object for every caller of `require`, without one member. The page itself keeps the
 * member.
 */
function without(object, hiddenName) {
  return new Proxy(object, {
    has: (target, name) => name !== hiddenName && name in target,
    get(target, name) {
      if (name === hiddenName) return undefined;
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

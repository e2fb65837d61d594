/** The page's modules by name, behind a `require` that throws on what it does not have, as the real one does. */
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
    /** Takes a module, or one member of it, away until `restore`; throws on what is not there. */
    hide({ module, member }) {
      const exports = modules.get(module);
      if (exports === undefined) throw new Error(`No module ${module} to hide`);
      if (member === undefined) {
        modules.delete(module);
        hidden.push(() => modules.set(module, exports));
      } else {
        if (!(member in exports)) throw new Error(`No member ${member} of ${module} to hide`);
        const value = exports[member];
        delete exports[member];
        hidden.push(() => Object.assign(exports, { [member]: value }));
      }
    },
    restore() {
      for (const bringBack of hidden.splice(0)) bringBack();
    },
  };
}

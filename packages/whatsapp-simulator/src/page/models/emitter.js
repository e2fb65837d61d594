/** Events like Backbone's: several names in one string, `off` by name and handler. */
export class Emitter {
  #handlers = null;

  on(names, handler) {
    this.#handlers ??= new Map();
    for (const name of names.split(' ')) {
      this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), handler]);
    }
    return this;
  }

  once(names, handler) {
    const single = (...values) => {
      this.off(names, single);
      handler(...values);
    };
    return this.on(names, single);
  }

  off(names, handler) {
    for (const name of names.split(' ')) {
      const rest = this.#handlers?.get(name)?.filter((one) => one !== handler) ?? [];
      this.#handlers?.set(name, rest);
    }
    return this;
  }

  trigger(name, ...values) {
    for (const handler of this.#handlers?.get(name) ?? []) {
      // A listener that throws must not keep the page from calling the others.
      try {
        handler(...values);
      } catch (error) {
        console.error(error);
      }
    }
    return this;
  }
}

const broken = new WeakSet();

/** A model calls its own listeners and, through its collection, those of the whole collection. */
export class Model extends Emitter {
  #collection = null;

  joinCollection(collection) {
    this.#collection = collection;
  }

  set(values) {
    // It gets its newest values when the fault ends.
    if (broken.has(this)) return this;
    for (const [name, value] of Object.entries(values)) {
      const before = this[name];
      if (before === value) continue;
      this[name] = value;
      this.#emit(`change:${name}`, this, value, before);
    }
    this.#emit('change', this);
    return this;
  }

  #emit(name, ...values) {
    this.trigger(name, ...values);
    this.#collection?.trigger(name, ...values);
  }
}

/** Makes the named properties of a model throw. The returned function restores them. */
export function breakModel(model, names) {
  const accesses = names.map((name) => {
    const fail = () => {
      throw new TypeError(`Cannot read properties of undefined (reading '${name}')`);
    };
    return [name, typeof model[name] === 'function' ? { value: fail } : { get: fail }];
  });
  return override(model, accesses);
}

/** Gives a property of a model another value. The returned function restores the old one. */
export function replaceProperty(model, name, value) {
  return override(model, [[name, { value }]]);
}

function override(model, accesses) {
  const before = accesses.map(([name]) => [name, Object.getOwnPropertyDescriptor(model, name)]);
  for (const [name, access] of accesses) {
    Object.defineProperty(model, name, { configurable: true, enumerable: true, ...access });
  }
  broken.add(model);
  return () => {
    broken.delete(model);
    for (const [name, descriptor] of before) {
      delete model[name];
      if (descriptor) Object.defineProperty(model, name, descriptor);
    }
  };
}

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
        reportError(error);
      }
    }
    return this;
  }
}

/** The value of a declared property is an own property with this prefix (WAWebModelUtils). */
const PREFIX = '__x_';

/**
 * Declares the stored properties of a class of models, as WAWebBaseModel does: accessors on the prototype, so
 * that no model has an own property of that name. Setting one fires its events.
 */
export function declareProperties(modelClass, names) {
  modelClass.declared = new Set(names);
  for (const name of names) {
    const stored = PREFIX + name;
    Object.defineProperty(modelClass.prototype, name, {
      configurable: true,
      get() {
        return this[stored];
      },
      set(value) {
        this.set({ [name]: value });
      },
    });
  }
}

const broken = new WeakSet();

/** A model calls its own listeners and, through its collection, those of the whole collection. */
export class Model extends Emitter {
  static declared = new Set();

  #collection = null;
  /** Grows with each change: the page's getters keep their results by it (WAWebGetters). */
  revisionNumber = 0;

  /** Gives a new model its values, without events. Undeclared names become own properties. */
  fill(values) {
    const { declared } = this.constructor;
    for (const [name, value] of Object.entries(values)) {
      if (declared.has(name)) this[PREFIX + name] = value;
      else this[name] = value;
    }
  }

  joinCollection(collection) {
    this.#collection = collection;
  }

  set(values) {
    // It gets its newest values when the fault ends.
    if (broken.has(this)) return this;
    for (const [name, value] of Object.entries(values)) {
      const before = this[name];
      if (before === value) continue;
      if (this.constructor.declared.has(name)) this[PREFIX + name] = value;
      else this[name] = value;
      this.revisionNumber += 1;
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

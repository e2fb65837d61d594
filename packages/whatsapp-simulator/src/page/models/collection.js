import { Emitter } from './emitter.js';

/** The key of a model, for a Wid, a message key or a string. */
export function keyOf(id) {
  return typeof id === 'string' ? id : (id?._serialized ?? id?.$1);
}

/** Models by id, in the order of their arrival. */
export class Collection extends Emitter {
  #models = new Map();
  #list = [];

  constructor(modelClass) {
    super();
    this.modelClass = modelClass;
  }

  get length() {
    return this.#list.length;
  }

  get _models() {
    return this.getModelsArray();
  }

  /** The live array itself, the same at each call (WAWebCollection): it changes while the page works. */
  getModelsArray() {
    return this.#list;
  }

  get(id) {
    return this.#models.get(keyOf(id));
  }

  async find(id) {
    return this.get(id);
  }

  /** `silent` while an account loads: fifty thousand additions have no listener. */
  add(model, { silent = false } = {}) {
    const known = this.get(model.id);
    if (known) return known;
    model.joinCollection(this);
    this.#models.set(keyOf(model.id), model);
    this.#list.push(model);
    if (!silent) this.trigger('add', model);
    return model;
  }

  remove(id) {
    const model = this.get(id);
    if (!model) return undefined;
    this.#models.delete(keyOf(id));
    this.#list.splice(this.#list.indexOf(model), 1);
    this.trigger('remove', model);
    return model;
  }

  filter(test) {
    return this.getModelsArray().filter(test);
  }

  map(transform) {
    return this.getModelsArray().map(transform);
  }

  some(test) {
    return this.getModelsArray().some(test);
  }

  serialize() {
    return this.getModelsArray().map((model) => model.serialize());
  }
}

import { declareProperties, Model } from './emitter.js';

/** A label of a business account, or a list of a personal one (WAWebLabelModel). */
export class Label extends Model {
  constructor(fields) {
    super();
    // Without a place of its own it has that of its id.
    this.fill({ orderIndex: Number(fields.id), ...fields });
  }

  serialize() {
    const { id, name, colorIndex, predefinedId, type, isActive, orderIndex } = this;
    return { id, name, colorIndex, predefinedId, type, isActive, orderIndex };
  }
}

declareProperties(Label, [
  'id',
  'name',
  'colorIndex',
  'predefinedId',
  'type',
  'isActive',
  'orderIndex',
]);

import { Collection } from './models/collection.js';
import { declareProperties, Model } from './models/emitter.js';

const PHONE_SERVER = '@s.whatsapp.net';

/** A person of the address book without a WhatsApp account; the id is a text (WAWebOutContactModel). */
class OutContact extends Model {
  constructor(row) {
    super();
    this.fill({ ...row, phoneNumber: row.id.slice(0, -PHONE_SERVER.length) });
  }

  getName() {
    return this.fullName ?? this.firstName ?? this.phoneNumber;
  }
}

declareProperties(OutContact, ['id', 'phoneNumber', 'fullName', 'firstName']);

/**
 * The people without WhatsApp: a table of the page's database (WAWebDBOutContactDatabaseApi), and a collection that
 * is not among WAWebCollections (WAWebOutContactCollection) and follows the table without a signal
 * (WAWebOutContactSync, WAWebRestoreGroupsAndContacts).
 */
export function createOutContacts() {
  const collection = new Collection(OutContact);
  let rows = [];
  return {
    collection,
    rows: async () => rows.map((row) => ({ ...row })),
    store(given) {
      rows = given;
    },
    /** In a task of its own: the page's storage is not waited for. */
    show() {
      setTimeout(() => {
        for (const model of [...collection.getModelsArray()]) collection.remove(model.id);
        for (const row of rows) collection.add(new OutContact(row), { silent: true });
      });
    },
  };
}

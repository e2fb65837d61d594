import { Chat } from './chat.js';
import { Collection, keyOf } from './collection.js';
import { Contact, otherContactFields } from './contact.js';
import { Model } from './emitter.js';
import { GroupMetadataCollection } from './group-metadata.js';
import { Label } from './label.js';
import { MessageCollection } from './message.js';
import { createWid } from './wid.js';

/** A record without behaviour: blocked ids, business profiles, pictures, channels. */
export class PlainModel extends Model {
  constructor(fields) {
    super();
    Object.assign(this, fields);
  }

  serialize() {
    return { ...this };
  }
}

export function pictureModel(id, url) {
  const previewEurl = url.replace('_n.jpg', '_s.jpg');
  return new PlainModel({
    id,
    eurl: url,
    previewEurl,
    img: previewEurl,
    imgFull: url,
    tag: url.slice(-8),
    stale: false,
  });
}

/** Returns what it holds. Asks WhatsApp for the rest, once each. */
class QueriedCollection extends Collection {
  #query;

  constructor(query) {
    super(PlainModel);
    this.#query = query;
  }

  async find(id) {
    const known = this.get(id);
    if (known) return known;
    await this.#query(id);
    return this.get(id) ?? this.add(new PlainModel({ id }), { silent: true });
  }

  /** Asks again, also for what it holds. */
  async update(id) {
    await this.#query(id);
    return this.get(id);
  }
}

class ContactCollection extends Collection {
  constructor() {
    super(Contact);
  }

  /** An unknown address gets an entry of its own, as on the real page. */
  async find(id) {
    return this.get(id) ?? this.add(new Contact(otherContactFields(createWid(keyOf(id)))));
  }
}

/** The page's collections, empty. `queries` counts their requests to WhatsApp. */
export function createCollections(queries) {
  const ask = (kind) => (id) => queries.ask(kind, keyOf(id));
  return {
    Contact: new ContactCollection(),
    Chat: new Collection(Chat),
    Msg: new MessageCollection(),
    GroupMetadata: new GroupMetadataCollection(),
    BusinessProfile: new QueriedCollection(ask('business_profile')),
    ProfilePicThumb: new QueriedCollection(ask('profile_picture')),
    Blocklist: new Collection(PlainModel),
    Status: new Collection(PlainModel),
    Label: new Collection(Label),
    WAWebNewsletterCollection: new Collection(Chat),
    NewsletterMetadataCollection: new QueriedCollection(ask('newsletter_metadata')),
  };
}

import { Emitter } from './emitter.js';

/** Like every model it has accessors, and its values under other names (WAWebModelUtils). */
class Participant {
  constructor(id, role, joinTime) {
    this.__x_id = id;
    this.__x_isAdmin = role > 0;
    this.__x_isSuperAdmin = role === 2;
    if (joinTime !== undefined) this.__x_joinTime = joinTime;
  }

  get id() {
    return this.__x_id;
  }

  get isAdmin() {
    return this.__x_isAdmin;
  }

  get isSuperAdmin() {
    return this.__x_isSuperAdmin;
  }

  get joinTime() {
    return this.__x_joinTime;
  }

  get leaveTs() {
    return this.__x_leaveTs;
  }

  get leaveReason() {
    return this.__x_leaveReason;
  }

  serialize() {
    const { id, isAdmin, isSuperAdmin, joinTime, leaveTs, leaveReason } = this;
    return { id, isAdmin, isSuperAdmin, joinTime, leaveTs, leaveReason };
  }
}

/** Who has left is the same kind of model, without roles (WAWebPastParticipantCollection). */
export function createPastParticipant(id, { leaveTs, leaveReason }) {
  const values = { __x_id: id, __x_leaveTs: leaveTs, __x_leaveReason: leaveReason };
  return Object.assign(Object.create(Participant.prototype), values);
}

export function createParticipant(id, role, joinTime) {
  return new Participant(id, role, joinTime);
}

/**
 * A group's members, as WAWebGroupParticipantCollection has them. A plain array inside, because a million
 * members must fit into the page.
 */
export class ParticipantCollection extends Emitter {
  #models = [];
  #account;

  /** `account` knows the own addresses: `isOwn(wid)` and `knowsOwnLid()`. */
  constructor(account) {
    super();
    this.#account = account;
  }

  get length() {
    return this.#models.length;
  }

  get _models() {
    return this.#models;
  }

  /** The live array, as the real page's: it changes while the page works. */
  getModelsArray() {
    return this.#models;
  }

  get(id) {
    const key = typeof id === 'string' ? id : id?._serialized;
    return this.#models.find((one) => one.id._serialized === key);
  }

  /** Removes who is not in the list. */
  set(models) {
    this.#models.length = 0;
    for (const model of models) this.#models.push(model);
    this.trigger('change');
  }

  remove(ids) {
    const gone = new Set(ids);
    this.set(this.#models.filter((one) => !gone.has(one.id._serialized)));
  }

  /** Removes no member; a known one gets the new role. */
  add(models) {
    const places = new Map(this.#models.map((one, place) => [one.id._serialized, place]));
    for (const model of models) {
      const place = places.get(model.id._serialized) ?? this.#models.length;
      places.set(model.id._serialized, place);
      this.#models[place] = model;
    }
    this.trigger('change');
  }

  iAmMember() {
    return this.getMeParticipant() !== undefined;
  }

  iAmAdmin() {
    return this.getMeParticipant()?.isAdmin ?? false;
  }

  iAmSuperAdmin() {
    return this.getMeParticipant()?.isSuperAdmin ?? false;
  }

  /** Throws while the own LID is unknown, also if the own phone is in the list. */
  getMeParticipant() {
    if (!this.#account.knowsOwnLid()) throw new Error('getMeLidUserOrThrow: no lid');
    return this.#models.find((one) => this.#account.isOwn(one.id));
  }

  serialize() {
    return this.#models.map((one) => one.serialize());
  }
}

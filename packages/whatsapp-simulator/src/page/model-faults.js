import { breakModel, replaceProperty } from './models/emitter.js';
import { entryWids } from './person.js';

const CONTACT_PROPERTIES = [
  'name',
  'shortName',
  'pushname',
  'verifiedName',
  'isBusiness',
  'serialize',
];
const MEMBER_PROPERTIES = ['id', 'isAdmin', 'isSuperAdmin'];

/**
 * The faults of single contacts, groups and members. Each returns the functions that end it, in
 * order.
 */
export function createModelFaults({ directory, collections }) {
  const { Contact: contacts, Chat: chats, GroupMetadata: metadata } = collections;

  function entriesOf(id) {
    const person = directory.personOf(id);
    const entries = person ? entryWids(person).map((wid) => contacts.get(wid)) : [];
    // It may have changed during the fault.
    const refresh = () => directory.refresh(directory.persons.get(person.index));
    return { entries, refresh };
  }

  function contact({ contact_id: id, where = 'getters' }) {
    const { entries, refresh } = entriesOf(id);
    const names = where === 'serialize' ? ['serialize'] : CONTACT_PROPERTIES;
    return entries.flatMap((entry) => [breakModel(entry, names), refresh]);
  }

  function contactId({ contact_id: id, shape }) {
    const { entries, refresh } = entriesOf(id);
    return entries.flatMap((entry) => [
      replaceProperty(entry, 'id', oddId(entry.id, shape)),
      refresh,
    ]);
  }

  /** As a new phone entry without a name does. */
  function wipeName({ contact_id: id }) {
    const { entries, refresh } = entriesOf(id);
    for (const entry of entries) entry.set({ name: undefined, shortName: undefined });
    return [refresh];
  }

  function group(fault) {
    const { group_id: id, where = 'metadata' } = fault;
    const chat = chats.get(id);
    if (!chat) return [];
    if (where === 'member') return members(fault, (one) => breakModel(one, MEMBER_PROPERTIES));
    const [model, name] = {
      metadata: [chat, 'groupMetadata'],
      participants: [metadata.stored(id), 'participants'],
      serialize: [chat, 'serialize'],
    }[where];
    return [breakModel(model, [name])];
  }

  function memberId(fault) {
    return members(fault, (one) => replaceProperty(one, 'id', oddId(one.id, fault.shape)));
  }

  /**
   * Applies to the chosen members, and to their replacements when WhatsApp sends the members again.
   */
  function members({ group_id: id, member = 'all' }, breakOne) {
    const { participants } = metadata.stored(id) ?? {};
    if (!participants) return [];
    let restores = [];
    const damage = () => {
      const chosen = participants.getModelsArray().filter(isChosen(member));
      restores = chosen.map(breakOne);
    };
    damage();
    participants.on('change', damage);
    return [
      () => {
        participants.off('change', damage);
        for (const restore of restores) restore();
      },
    ];
  }

  function isChosen(member) {
    if (member === 'all') return () => true;
    if (member === 'own') return ({ id }) => directory.isOwn(id);
    if (member === 'others') return ({ id }) => !directory.isOwn(id);
    if (typeof member === 'number') return (_, n) => n === member;
    const person = directory.personOf(member);
    return ({ id }) => person !== undefined && isAddressOf(person, id);
  }

  function noMetadata({ group_id: id, where = 'page' }) {
    const chat = chats.get(id);
    if (!chat) return [];
    const restore = replaceProperty(chat, 'groupMetadata', undefined);
    return where === 'chat' ? [restore] : [metadata.hide(id), restore];
  }

  return {
    contact_throws: contact,
    contact_id_odd: contactId,
    contact_name_wiped: wipeName,
    group_throws: group,
    member_id_odd: memberId,
    no_metadata: noMetadata,
    group_state: directory.groups.override,
  };
}

function oddId(id, shape) {
  return { undefined: undefined, string: id._serialized, no_server: { user: id.user } }[shape];
}

function isAddressOf({ phoneWid, lidWid }, { user, server }) {
  return [phoneWid, lidWid].some((wid) => wid?.user === user && wid.server === server);
}

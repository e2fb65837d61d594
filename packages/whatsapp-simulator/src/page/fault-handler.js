import { breakModel } from './faults.js';
import { entryWids } from './person.js';

const BREAK_DELAY_MS = 30;
const CONTACT_PROPERTIES = [
  'name',
  'shortName',
  'pushname',
  'verifiedName',
  'isBusiness',
  'serialize',
];
const RESTORED_STATE = 'CONNECTED';

/** Makes faults happen in this page, and ends those that last. */
export function createFaultHandler({
  faults,
  registry,
  directory,
  collections,
  connection,
  rotation,
}) {
  const { Contact: contacts, Chat: chats } = collections;
  const { socket } = connection;
  const mends = [];
  const wanted = [];

  function breakContact({ contact_id: id, where = 'getters' }) {
    const person = directory.personOf(id);
    if (!person) return;
    const names = where === 'serialize' ? ['serialize'] : CONTACT_PROPERTIES;
    for (const wid of entryWids(person)) {
      const contact = contacts.get(wid);
      breakModel(contact, names);
      mends.push(() => {
        for (const name of names) delete contact[name];
        directory.refresh(directory.persons.get(person.index));
      });
    }
  }

  function breakGroup({ group_id: id, where = 'metadata' }) {
    const chat = chats.get(id);
    if (!chat) return;
    const { groupMetadata } = chat;
    const { participants } = groupMetadata;
    const [model, name, value] = {
      metadata: [chat, 'groupMetadata', groupMetadata],
      participants: [groupMetadata, 'participants', participants],
      serialize: [chat, 'serialize', undefined],
    }[where];
    breakModel(model, [name]);
    mends.push(() => {
      delete model[name];
      if (value !== undefined) model[name] = value;
    });
  }

  /** After the acknowledgement has left: these keep the page from answering. */
  const later = (happen) => setTimeout(happen, BREAK_DELAY_MS);

  const happenings = {
    contact_throws: breakContact,
    group_throws: breakGroup,
    query: (fault) => faults.add(fault),
    module_missing: (fault) => registry.hide(fault),
    offline(fault) {
      faults.add(fault);
      const before = socket.state;
      socket.set({ state: 'TIMEOUT' });
      mends.push(() => socket.set({ state: before }));
    },
    page_hang: ({ duration_ms: ms }) => later(() => occupy(ms)),
    out_of_memory: () => later(exhaustMemory),
    reload: () => later(() => location.reload()),
    sync_again: () => connection.announceSync(),
    state: ({ state }) => socket.set({ state }),
    qr_exhausted: () => rotation.giveUp(),
  };

  return {
    happen: (fault) => happenings[fault.type](fault),
    /** Faults that were there before the page loaded: those about models wait for the account. */
    keep(lasting) {
      for (const fault of lasting) {
        if (fault.type.endsWith('_throws')) wanted.push(fault);
        else if (fault.type !== 'offline') happenings[fault.type](fault);
      }
    },
    accountLoaded() {
      for (const fault of wanted.splice(0)) happenings[fault.type](fault);
    },
    clear() {
      faults.clear();
      registry.restore();
      for (const mend of mends.splice(0)) mend();
      if (socket.state === 'CONFLICT' || socket.state === 'TIMEOUT')
        socket.set({ state: RESTORED_STATE });
    },
  };
}

function occupy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function exhaustMemory() {
  const hoard = [];
  for (;;) hoard.push(Array.from({ length: 100_000 }, (_, n) => ({ n, next: hoard.length })));
}

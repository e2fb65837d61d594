import type { Operations } from './operations.ts';

const NEW_LABEL = { name: '', type: 5, colorIndex: 0 };

export const labelOperations: Operations<'set_label' | 'remove_label'> = {
  set_label(account, { type: _, ...fields }) {
    const before = account.labels.find(({ id }) => id === fields.id);
    const label = { ...(before ?? NEW_LABEL), ...fields };
    account.labels = before
      ? account.labels.map((one) => (one === before ? label : one))
      : [...account.labels, label];
    return {};
  },
  remove_label(account, { id }, change) {
    account.labels = account.labels.filter((label) => label.id !== id);
    for (const person of account.persons) {
      if (!person?.labels.includes(id)) continue;
      person.labels = person.labels.filter((one) => one !== id);
      change.persons.add(person.index);
    }
    for (const group of account.groups.values()) {
      if (!group.labels.includes(id)) continue;
      group.labels = group.labels.filter((one) => one !== id);
      change.groups.add(group.id);
    }
    return {};
  },
};

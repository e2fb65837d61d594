import { Label } from './models/label.js';

/**
 * The labels, and which of them a chat or a contact shows. Without both gates, the business app and lists, the page
 * restores none, and its models have no `labels` (WAWebLabelsBridgeApi, WAWebChatModel).
 */
export function createLabelShelf({ collections, options }) {
  const { Label: labels } = collections;
  let isBusiness = false;
  /** They come from the phone with a collection of the app state, some time after a pairing. */
  let haveCome = true;
  let current = [];

  const isOpen = () => isBusiness || options().lists_enabled;

  function fill() {
    const shown = isOpen() && haveCome ? current : [];
    for (const { id } of [...labels.getModelsArray()]) {
      if (!shown.some((one) => one.id === id)) labels.remove(id);
    }
    for (const fields of shown) {
      const known = labels.get(fields.id);
      if (known) known.set(fields);
      else labels.add(new Label(fields));
    }
  }

  return {
    areListsEnabled: () => !isBusiness && options().lists_enabled,
    load(data, spec) {
      if (spec) isBusiness = spec.business_account;
      current = data;
      fill();
    },
    setArrived(value) {
      haveCome = value;
      fill();
    },
    /** The ids as a model has them: the one that was added last comes first (WAWebLabelItemCollection). */
    idsOf(ids) {
      if (!isOpen()) return undefined;
      return haveCome ? ids.toReversed() : [];
    },
  };
}

// Runs inside WhatsApp Web. The labels of a business account, or the lists of a personal one (WAWebLabelModel).

import { moduleOrNull } from './modules.ts';
import type { ContactEntry } from './persons.ts';
import { delay } from './tasks.ts';
import type { ChatModel, LabelModel } from './whatsapp-web.ts';

/** Names in WhatsApp's order; null: not known. */
export type Labels = {
  ofChat(chat: ChatModel): readonly string[] | null;
  /** Those of the chat. A person without a chat has them at one of the entries. */
  ofPerson(entry: ContactEntry): readonly string[] | null;
};

type Label = { readonly rank: number; readonly name: string | null };
type Holder = { readonly labels?: unknown };

const NO_LABELS: readonly string[] = [];
/** WhatsApp allows some twenty labels, with names of up to a hundred characters. */
const MAX_NAMES = 30;
const MAX_NAME_LENGTH = 200;
/** The page's database answers within milliseconds. */
const COUNT_PATIENCE_MS = 2_000;
const UNKNOWN: Labels = { ofChat: () => null, ofPerson: () => null };

/**
 * `haveCome`: the page has all labels, as far as its sync says. The page restores them, and then what they are given
 * to, without a word when it is done (WAWebStartBackend). So there must be a label, and one that a chat has, or
 * nothing that it could restore. Never rejects.
 */
export async function loadLabels(haveCome: boolean, chats: readonly ChatModel[]): Promise<Labels> {
  const known = haveCome && areShown() ? indexLabels() : new Map<string, Label>();
  if (known.size === 0) return UNKNOWN;
  const isRestored = chats.some(isLabelled) || (await countGiven()) === 0;
  return isRestored ? createLabels(known) : UNKNOWN;
}

function isLabelled(chat: ChatModel): boolean {
  return Boolean(idsOf(chat)?.length);
}

/** How many times a label is given to a chat or person in the page's database; null: not known. */
async function countGiven(): Promise<number | null> {
  try {
    const table = moduleOrNull('WAWebSchemaLabelAssociation')?.getLabelAssociationTable?.();
    const count = await Promise.race([table?.count?.(), delay(COUNT_PATIENCE_MS)]);
    return typeof count === 'number' ? count : null;
  } catch {
    return null;
  }
}

function createLabels(known: ReadonlyMap<string, Label>): Labels {
  function namesOf(ids: readonly unknown[] | null): readonly string[] | null {
    if (ids === null) return null;
    const found: Label[] = [];
    for (const id of ids) {
      const label = known.get(String(id));
      // It was given to the chat before it came.
      if (!label) return null;
      if (label.name !== null && !found.includes(label)) found.push(label);
    }
    if (found.length === 0) return NO_LABELS;
    const names = found
      .sort((one, other) => one.rank - other.rank)
      .map(({ name }) => name as string);
    return names.slice(0, MAX_NAMES);
  }

  const ofChat = (chat: ChatModel) => namesOf(idsOf(chat));
  return {
    ofChat,
    ofPerson({ chat, models }) {
      if (chat) return ofChat(chat);
      let ids: readonly unknown[] | null = null;
      for (let n = 0; n < models.length; n += 1) {
        const more = idsOf(models[n] as Holder);
        if (!ids?.length) ids = more ?? ids;
        else if (more?.length) ids = [...ids, ...more];
      }
      return namesOf(ids);
    },
  };
}

/** Null: the page has not worked it out, or cannot say. A contact stays readable without its labels. */
function idsOf(holder: Holder): readonly unknown[] | null {
  try {
    const { labels } = holder;
    return Array.isArray(labels) ? labels : null;
  } catch {
    return null;
  }
}

/** Else the page restores no labels, and a chat has those alone that came since (WAWebLabelsBridgeApi). */
function areShown(): boolean {
  try {
    if (moduleOrNull('WAWebConnModel')?.Conn?.isSMB === true) return true;
    return moduleOrNull('WAWebListsGatingUtils')?.isListsEnabled?.() === true;
  } catch {
    return false;
  }
}

/** By their ids. The order is that of WAWebListUtils. A list that is switched off has no name. */
function indexLabels(): Map<string, Label> {
  const known = new Map<string, Label>();
  try {
    const models = moduleOrNull('WAWebLabelCollection')?.LabelCollection?.getModelsArray() ?? [];
    const named = models.filter(({ name }) => typeof name === 'string');
    for (const [rank, { id, name, isActive }] of named.toSorted(inOrder).entries()) {
      const text = isActive === false ? '' : String(name).slice(0, MAX_NAME_LENGTH);
      known.set(String(id), { rank, name: text === '' ? null : text });
    }
  } catch {
    known.clear();
  }
  return known;
}

function inOrder(one: LabelModel, other: LabelModel): number {
  return placeOf(one) - placeOf(other) || Number(one.id) - Number(other.id) || 0;
}

function placeOf({ orderIndex, id }: LabelModel): number {
  const place = typeof orderIndex === 'number' ? orderIndex : Number(id);
  return Number.isFinite(place) ? place : Number.MAX_SAFE_INTEGER;
}

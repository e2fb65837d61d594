/** A label of a business account, or a list of a personal one, as WAWebLabelModel has it. */
export type Label = {
  id: string;
  name: string;
  /** Absent: the place of its id. */
  orderIndex?: number;
  /** WAWebSchemaLabel.ListType. */
  type: number;
  predefinedId?: number;
  colorIndex: number;
  /** False: a list that is switched off. */
  isActive?: boolean;
};

const PREDEFINED = 4;
const CUSTOM = 5;
/** Unread, groups, favorites: the page works out which chats are in them. */
const PRESETS = [1, 2, 3] as const;

/** The place of a label in the page is neither that of its id nor that of its arrival. */
const CUSTOM_LABELS: readonly Label[] = [
  { id: '14', name: 'Keluarga 👨‍👩‍👧', orderIndex: 9, type: CUSTOM, colorIndex: 4 },
  { id: '12', name: 'Lunas, "besar"\nA\\B', orderIndex: 3, type: CUSTOM, colorIndex: 2 },
  { id: '13', name: '=1+1', orderIndex: 6, type: CUSTOM, colorIndex: 0 },
  { id: '15', name: 'Arsip', orderIndex: 1, type: CUSTOM, colorIndex: 1, isActive: false },
];
const BUSINESS_LABELS: readonly Label[] = [
  { id: '1', name: 'Pelanggan baru', type: PREDEFINED, predefinedId: 1, colorIndex: 0 },
  { id: '2', name: 'Pesanan baru', type: PREDEFINED, predefinedId: 2, colorIndex: 1 },
];
/** By the number of a person or group, so that they draw nothing from the random numbers. */
const LABELLED_EVERY = 5;
const CHOICES = [['14', '12'], ['13'], ['15'], ['15', '14', '13']] as const;

/** The labels of a business account, or the lists of a personal one. */
export function generateLabels(isBusiness: boolean): Label[] {
  const presets = PRESETS.map((type) => ({
    id: String(type),
    name: `Daftar ${type}`,
    type,
    colorIndex: 0,
  }));
  return [...(isBusiness ? BUSINESS_LABELS : presets), ...CUSTOM_LABELS].map((one) => ({ ...one }));
}

/** The ids of the labels of the person or group with this number; most have none. */
export function labelsAt(number: number): string[] {
  if (number % LABELLED_EVERY !== 2) return [];
  return [...(CHOICES[Math.floor(number / LABELLED_EVERY) % CHOICES.length] ?? [])];
}

/** The names of those that are shown, in WhatsApp's order (WAWebListUtils). */
export function labelNames(ids: readonly string[], labels: readonly Label[]): string[] {
  const placeOf = ({ orderIndex, id }: Label) => orderIndex ?? Number(id);
  return labels
    .filter(({ id, isActive }) => ids.includes(id) && isActive !== false)
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map(({ name }) => name);
}

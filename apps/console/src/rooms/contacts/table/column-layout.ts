import type { MessageId } from '../../../text/messages/id.ts';

export const COLUMN_IDS = [
  ...(['name', 'phone', 'country', 'username', 'lid', 'accounts', 'tags', 'labels'] as const),
  ...(['address_book_name', 'push_name', 'verified_name', 'about', 'saved', 'business'] as const),
  ...(['blocked', 'status', 'last_activity', 'grabbed', 'note'] as const),
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** Which columns the table shows, in what order and how wide. */
export type ColumnLayout = {
  readonly order: readonly ColumnId[];
  readonly hidden: readonly ColumnId[];
  /** In pixels. Absent: as wide as the column is by default. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
};

export const MIN_WIDTH = 72;
export const MAX_WIDTH = 640;
const DEFAULT_WIDTH = 150;
const WIDTHS: Readonly<Partial<Record<ColumnId, number>>> = {
  name: 240,
  phone: 190,
  country: 110,
  accounts: 200,
  tags: 200,
  labels: 200,
  lid: 190,
  about: 220,
  note: 240,
  saved: 110,
  business: 110,
  blocked: 110,
  status: 110,
};

const NARROW_WIDTHS: typeof WIDTHS = { name: 164, phone: 148 };

const SHOWN: readonly ColumnId[] = [
  ...(['name', 'phone', 'username', 'accounts', 'tags', 'labels'] as const),
  ...(['status', 'last_activity', 'grabbed'] as const),
];

export const DEFAULT_LAYOUT: ColumnLayout = {
  order: COLUMN_IDS,
  hidden: COLUMN_IDS.filter((id) => !SHOWN.includes(id)),
  widths: {},
};

export const columnTitle = (id: ColumnId): MessageId => `contacts.column.${id}`;
/** On a phone the name and the number fit beside each other. */
export function widthOf({ widths }: ColumnLayout, id: ColumnId, isNarrow = false): number {
  const usual = (isNarrow ? NARROW_WIDTHS[id] : undefined) ?? WIDTHS[id] ?? DEFAULT_WIDTH;
  return widths[id] ?? usual;
}

const isColumnId = (id: unknown): id is ColumnId => COLUMN_IDS.some((known) => known === id);
const KEY = 'contacts.columns';

/** What a browser remembers may be of an older console: unknown columns go, new ones come at the end. */
export function readLayout(text: string | null): ColumnLayout {
  try {
    const { order, hidden, widths } = JSON.parse(text ?? '') as Record<string, unknown>;
    if (!Array.isArray(order) || !Array.isArray(hidden)) return DEFAULT_LAYOUT;
    const known = [...new Set(order.filter(isColumnId))];
    const added = COLUMN_IDS.filter((id) => !known.includes(id));
    const hiddenByDefault = added.filter((id) => !SHOWN.includes(id));
    return {
      order: [...known, ...added],
      hidden: [...new Set([...hidden.filter(isColumnId), ...hiddenByDefault])].filter(
        (id) => id !== 'name',
      ),
      widths: readWidths(widths),
    };
  } catch {
    return DEFAULT_LAYOUT;
  }
}

function readWidths(widths: unknown): ColumnLayout['widths'] {
  const entries = Object.entries((widths ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([id, width]) =>
      isColumnId(id) && typeof width === 'number' ? [[id, boundedWidth(width)]] : [],
    ),
  );
}

export function boundedWidth(width: number): number {
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
}

export function storedLayout(): ColumnLayout {
  return readLayout(localStorage.getItem(KEY));
}

export function storeLayout(layout: ColumnLayout): void {
  localStorage.setItem(KEY, JSON.stringify(layout));
}

/** The columns that the table can have, in their order. In one account each person is known to this one alone. */
export function columnsOffered({ order }: ColumnLayout, isAllAccounts: boolean): ColumnId[] {
  return order.filter((id) => isAllAccounts || id !== 'accounts');
}

/** One place up (-1) or down (1) among those that are offered. */
export function movedColumn(
  layout: ColumnLayout,
  id: ColumnId,
  by: -1 | 1,
  offered: readonly ColumnId[] = layout.order,
): ColumnLayout {
  const beside = offered[offered.indexOf(id) + by];
  if (!offered.includes(id) || beside === undefined) return layout;
  const to = layout.order.indexOf(beside);
  const order = layout.order.filter((other) => other !== id);
  return { ...layout, order: [...order.slice(0, to), id, ...order.slice(to)] };
}

/** Where the keyboard is: the row in the list and the column, 0 being the check box. */
export type GridPlace = { readonly row: number; readonly column: number };

type Grid = {
  readonly rows: number;
  readonly columns: number;
  /** How many rows the view shows. */
  readonly page: number;
  readonly isRightToLeft: boolean;
};

type Pressed = { readonly key: string; readonly ctrlKey: boolean };

/** Where a key leads to. Null: it does not move. */
export function placeAfter(key: Pressed, from: GridPlace, grid: Grid): GridPlace | null {
  const to = moved(key, from, grid);
  if (to === null || grid.rows === 0) return null;
  return {
    row: Math.min(Math.max(to.row, 0), grid.rows - 1),
    column: Math.min(Math.max(to.column, 0), grid.columns - 1),
  };
}

function moved({ key, ctrlKey }: Pressed, from: GridPlace, grid: Grid): GridPlace | null {
  const forward = grid.isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'ArrowDown':
      return { ...from, row: from.row + 1 };
    case 'ArrowUp':
      return { ...from, row: from.row - 1 };
    case 'PageDown':
      return { ...from, row: from.row + grid.page };
    case 'PageUp':
      return { ...from, row: from.row - grid.page };
    case 'Home':
      return ctrlKey ? { row: 0, column: 0 } : { ...from, row: 0 };
    case 'End':
      return { row: grid.rows - 1, column: ctrlKey ? grid.columns - 1 : from.column };
    case 'ArrowLeft':
    case 'ArrowRight':
      return { ...from, column: from.column + (key === forward ? 1 : -1) };
    default:
      return null;
  }
}

/** The numbers of the rows from one to the other, whichever is higher. */
export function rowsBetween(from: number, to: number): readonly number[] {
  const first = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, place) => first + place);
}

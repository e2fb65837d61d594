import type { ComponentProps } from 'react';

type GridPartProps = ComponentProps<'div'> & {
  readonly role: 'grid' | 'row' | 'columnheader' | 'gridcell';
};

/**
 * A part of an ARIA grid. A table of HTML lays out all of its rows, which a grid of virtual rows cannot have.
 * Only the grid itself takes the focus: `aria-activedescendant` says where its keyboard is.
 */
export function GridPart({ role, ...rest }: GridPartProps) {
  return <div role={role} {...rest} />;
}

import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import type { IconButton } from './button.tsx';

type LateMenuProps = {
  /** The button of the menu. Its click opens the menu for the first time. */
  readonly button: ReactElement<Parameters<typeof IconButton>[0]>;
  /** Loads the code of the menu. */
  readonly load: () => Promise<unknown>;
  /** The menu with its own button, which is open at first. */
  readonly children: ReactNode;
};

/**
 * The button of a menu whose code is large: a visit begins without it. It is loaded when the pointer or the focus comes
 * to the button, and takes the button's place with the first click.
 */
export function LateMenu({ button, load, children }: LateMenuProps) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <Suspense fallback={button}>{children}</Suspense>;
  const prepare = () => void load();
  const open = () => setWanted(true);
  return cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: open,
    onKeyDown: ({ key }) => {
      if (key === 'ArrowDown' || key === 'ArrowUp') open();
    },
  });
}

import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

/** The menu of a narrow window: another screen or Escape closes it, and the button gets the focus back. */
export function useDrawer() {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useLocation({ select: ({ pathname }) => pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each other screen
  useEffect(() => setIsOpen(false), [place]);
  useEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setIsOpen(false);
      button.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen]);
  return { isOpen, button, toggle: () => setIsOpen(!isOpen), close: () => setIsOpen(false) };
}

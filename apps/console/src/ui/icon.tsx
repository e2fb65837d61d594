import { classNames } from './class-names.ts';

/** The lines of each picture, in a square of 24. */
const LINES = {
  accounts: 'M7 3h10a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM10 18h4',
  contacts: 'M16 19v-1a4 4 0 0 0-8 0v1M12 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 3v18M20 3v18',
  groups:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19v-1a5 5 0 0 1 10 0v1M16 5.5a3 3 0 0 1 0 5M16 13a5 5 0 0 1 5 5v1',
  changes: 'M4 7h11M12 4l3 3-3 3M20 17H9M12 14l-3 3 3 3',
  grabs: 'M12 3v11M8 10l4 4 4-4M4 17v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2',
  schedules:
    'M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM4 10h16M8 3v4M16 3v4',
  webhooks: 'M9 8a3 3 0 1 1 4 2.8L10 16M6 13a3 3 0 1 0 3 4h6M14 9l3.5 5.2A3 3 0 1 1 15 18',
  access: 'M14 10a4 4 0 1 0-3.6 4L12 15.5h2V18h2.5v2H20v-3.5L14 11',
  health: 'M3 12h4l2-6 4 12 2-6h6',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  forward: 'M9 6l6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12l5 5 9-10',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  filter: 'M4 5h16l-6 8v5l-4 2v-7z',
  download: 'M12 4v10M8 11l4 4 4-4M5 19h14',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  columns: 'M4 5h16v14H4zM10 5v14M15 5v14',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  language: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
} as const;

export type IconName = keyof typeof LINES;

/** A picture beside a text, or in a button that has a label. */
export function Icon({
  name,
  className,
}: {
  readonly name: IconName;
  readonly className?: string;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames('size-5 shrink-0', name === 'forward' && 'rtl:-scale-x-100', className)}
    >
      <path d={LINES[name]} />
    </svg>
  );
}

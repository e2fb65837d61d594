import { classNames } from './class-names.ts';

type TabBarProps<T extends string> = {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly { readonly value: T; readonly title: string }[];
  readonly onChoose: (value: T) => void;
};

/** The parts of a screen, of which one is shown. Each of them has an address. */
export function TabBar<T extends string>({ label, value, tabs, onChoose }: TabBarProps<T>) {
  return (
    <nav aria-label={label} className="-mb-1 shrink-0 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.value}>
            <button
              type="button"
              aria-current={tab.value === value ? 'page' : undefined}
              onClick={() => onChoose(tab.value)}
              className={classNames(
                'min-h-10 cursor-pointer border-b-2 px-3 font-medium whitespace-nowrap',
                tab.value === value
                  ? 'border-accent text-accent-text'
                  : 'border-transparent text-muted hover:text-text',
              )}
            >
              {tab.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

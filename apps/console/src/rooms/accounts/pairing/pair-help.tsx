import type { ReactNode } from 'react';
import { useText } from '../../../text/use-text.ts';
import { Icon } from '../../../ui/icon.tsx';

/** Where to tap on the phone. */
export function PairHelp() {
  const { t } = useText();
  return (
    <section className="grid gap-4 rounded-xl bg-page p-4 sm:grid-cols-2">
      <Phone picture={<AndroidPicture />} title="Android" steps={t('accounts.pair.android')} />
      <Phone picture={<IphonePicture />} title="iPhone" steps={t('accounts.pair.iphone')} />
    </section>
  );
}

type PhoneProps = {
  readonly picture: ReactNode;
  readonly title: string;
  /** One step on each line. */
  readonly steps: string;
};

function Phone({ picture, title, steps }: PhoneProps) {
  return (
    <div className="flex items-start gap-4">
      {picture}
      <div>
        <h3 className="font-semibold">{title}</h3>
        <ol className="list-decimal ps-5">
          {steps.split('\n').map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
    </div>
  );
}

const PICTURE = 'h-36 shrink-0 rtl:-scale-x-100';
const BODY = 'fill-surface stroke-muted';
const LINE = 'fill-line';
const SPOT = 'fill-accent';
const RING = 'fill-none stroke-accent';

/** The menu behind the three dots, with "Linked devices" in it. On an Arabic phone it is mirrored, too. */
function AndroidPicture() {
  return (
    <svg aria-hidden="true" viewBox="0 0 80 144" className={PICTURE}>
      <rect x="2" y="2" width="76" height="140" rx="9" strokeWidth="2" className={BODY} />
      <rect x="10" y="14" width="30" height="5" rx="2.5" className={LINE} />
      <circle cx="68" cy="12" r="1.6" className={SPOT} />
      <circle cx="68" cy="17" r="1.6" className={SPOT} />
      <circle cx="68" cy="22" r="1.6" className={SPOT} />
      <circle cx="68" cy="17" r="8" strokeWidth="1.6" className={RING} />
      <ChatRows from={58} />
      <rect x="24" y="29" width="48" height="58" rx="4" strokeWidth="1.4" className={BODY} />
      <rect x="30" y="36" width="28" height="4" rx="2" className={LINE} />
      <rect x="30" y="48" width="32" height="4" rx="2" className={LINE} />
      <rect x="27" y="57" width="42" height="12" rx="3" className={SPOT} />
      <rect x="31" y="61" width="30" height="4" rx="2" className="fill-on-accent" />
      <rect x="30" y="76" width="22" height="4" rx="2" className={LINE} />
    </svg>
  );
}

/** The settings at the end of the bar below, with "Linked devices" among them. */
function IphonePicture() {
  return (
    <svg aria-hidden="true" viewBox="0 0 80 144" className={PICTURE}>
      <rect x="2" y="2" width="76" height="140" rx="14" strokeWidth="2" className={BODY} />
      <rect x="29" y="7" width="22" height="5" rx="2.5" className={LINE} />
      <circle cx="19" cy="30" r="7" className={LINE} />
      <rect x="31" y="27" width="34" height="5" rx="2.5" className={LINE} />
      <rect x="10" y="46" width="60" height="13" rx="4" className={LINE} />
      <rect x="10" y="65" width="60" height="15" rx="4" className={SPOT} />
      <rect x="16" y="70" width="36" height="5" rx="2.5" className="fill-on-accent" />
      <rect x="10" y="86" width="60" height="13" rx="4" className={LINE} />
      <circle cx="17" cy="124" r="4" className={LINE} />
      <circle cx="33" cy="124" r="4" className={LINE} />
      <circle cx="48" cy="124" r="4" className={LINE} />
      <circle cx="64" cy="124" r="4" className={SPOT} />
      <circle cx="64" cy="124" r="8" strokeWidth="1.6" className={RING} />
    </svg>
  );
}

const ROW_STEP = 18;
const ROWS = 5;

function ChatRows({ from }: { readonly from: number }) {
  return Array.from({ length: ROWS }, (_, row) => from - ROW_STEP + row * ROW_STEP).map((y) => (
    <g key={y} className={LINE}>
      <circle cx="15" cy={y} r="5" />
      <rect x="24" y={y - 2} width="38" height="4" rx="2" />
    </g>
  ));
}

/** What a link is used for, and what never happens. */
export function PairPromise() {
  const { t } = useText();
  const does = t('accounts.pair.does').split('\n');
  const never = t('accounts.pair.never').split('\n');
  return (
    <section className="grid gap-4 sm:grid-cols-2">
      <div>
        <h3 className="font-semibold">{t('accounts.pair.does.title')}</h3>
        <ul className="mt-1 flex flex-col gap-1">
          {does.map((line) => (
            <li key={line} className="flex gap-2">
              <Icon name="check" className="text-good" />
              {line}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="font-semibold">{t('accounts.pair.never.title')}</h3>
        <ul className="mt-1 flex flex-col gap-1">
          {never.map((line) => (
            <li key={line} className="flex gap-2">
              <Icon name="close" className="text-bad" />
              {line}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

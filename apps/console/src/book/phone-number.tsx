import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { settingsQuery } from '../api/queries.ts';
import { useMe } from '../signed-in/use-me.ts';
import { isNumber, maskedNumber } from '../text/number-mask.ts';
import { useText } from '../text/use-text.ts';

/** A screen outside of the provider shows no number that it should not. */
const MasksNumbers = createContext(true);

/** Whether numbers are masked until a click: a setting of the workspace, and so until it is known. */
export const useMasksNumbers = (): boolean => useContext(MasksNumbers);

/** Asks for the setting once, for all numbers of the page. */
export function MaskingProvider({ children }: { readonly children: ReactNode }) {
  const { may } = useMe();
  const { data } = useQuery({ ...settingsQuery, enabled: may('read') });
  return <MasksNumbers value={data?.masks_numbers ?? true}>{children}</MasksNumbers>;
}

type NumberProps = {
  /** A phone number, or the address that WhatsApp makes of one. */
  readonly number: string;
  /** The keys belong to the grid around it. */
  readonly isInGrid?: boolean;
};

/** A phone number from left to right. Where numbers are masked it is a button that shows this one. */
export function PhoneNumber({ number, isInGrid = false }: NumberProps) {
  const { t } = useText();
  const masks = useMasksNumbers();
  const [shown, setShown] = useState<string | null>(null);
  if (!masks || shown === number) {
    return (
      <bdi dir="ltr" className="tabular-nums">
        {number}
      </bdi>
    );
  }
  return (
    <button
      type="button"
      tabIndex={isInGrid ? -1 : 0}
      title={t('number.show')}
      className="min-h-6 cursor-pointer rounded px-0.5 tabular-nums hover:bg-accent-soft"
      onClick={(event) => {
        event.stopPropagation();
        setShown(number);
      }}
    >
      <bdi dir="ltr" aria-hidden="true">
        {maskedNumber(number)}
      </bdi>
      <span className="sr-only">{t('number.hidden')}</span>
    </button>
  );
}

/** A text that may be a number or an address made of one, such as the name of a person without a name. */
export function TextOrNumber({ text, isInGrid = false }: { text: string; isInGrid?: boolean }) {
  return isNumber(text) ? <PhoneNumber number={text} isInGrid={isInGrid} /> : <bdi>{text}</bdi>;
}

/** Masks a number where there is no place for a button: in a link, or in the text of a label. */
export function useMasked(): (text: string) => string {
  const masks = useMasksNumbers();
  return (text) => (masks && isNumber(text) ? maskedNumber(text) : text);
}

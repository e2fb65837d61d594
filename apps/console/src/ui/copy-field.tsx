import { useId, useState } from 'react';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';

/** A value to take along: it can be selected, and copied by a button. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useText();
  const id = useId();
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          className="min-h-9 w-full min-w-0 rounded-lg border border-line bg-page px-3 font-mono text-sm"
        />
        <Button onClick={() => void copyText(value).then(setIsCopied)}>
          <Icon name={isCopied ? 'check' : 'copy'} />
          {t(isCopied ? 'action.copied' : 'action.copy')}
        </Button>
        <span role="status" className="sr-only">
          {isCopied && t('action.copied')}
        </span>
      </div>
    </div>
  );
}

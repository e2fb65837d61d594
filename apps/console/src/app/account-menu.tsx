import { useLingui } from '@lingui/react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { signOut } from '../api/me.ts';
import { forgetSignedIn } from '../api/query-client.ts';
import { applyTheme, storedTheme, THEMES, type Theme } from '../look/theme.ts';
import { nameOf, useMe } from '../signed-in/use-me.ts';
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../text/language.ts';
import { useText } from '../text/use-text.ts';
import { Menu, MenuChoice, MenuItem } from '../ui/menu.tsx';
import { useSay } from '../ui/toast.tsx';

/** Language, appearance and signing out. The click on its button has loaded it: it is open at first. */
export function AccountMenu({ trigger }: { readonly trigger: ReactElement }) {
  const { t } = useText();
  const { i18n } = useLingui();
  const me = useMe();
  const say = useSay();
  const client = useQueryClient();
  const [theme, setTheme] = useState(storedTheme);
  const leave = async (everywhere: boolean) => {
    try {
      await signOut(everywhere);
      forgetSignedIn(client);
    } catch (error) {
      say.failed(error);
    }
  };
  const name = nameOf(me);
  const place = me.workspace
    ? t('app.workspace', { name: me.workspace.name })
    : t('app.every_workspace');
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      <p className="px-3 py-2 text-sm text-muted">
        <bdi className="block font-medium text-text">{name}</bdi>
        {place}
      </p>
      <MenuChoice<Language>
        label={t('app.language')}
        value={i18n.locale as Language}
        choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChoose={(language) =>
          void chooseLanguage(language).then(() => client.invalidateQueries())
        }
      />
      <MenuChoice<Theme>
        label={t('app.theme')}
        value={theme}
        choices={THEMES.map((value) => ({ value, label: t(`app.theme.${value}`) }))}
        onChoose={(chosen) => {
          applyTheme(chosen);
          setTheme(chosen);
        }}
      />
      <div className="mt-1 border-t border-line pt-1">
        <MenuItem onChoose={() => void leave(false)}>{t('app.sign_out')}</MenuItem>
        <MenuItem onChoose={() => void leave(true)}>{t('app.sign_out_everywhere')}</MenuItem>
      </div>
    </Menu>
  );
}

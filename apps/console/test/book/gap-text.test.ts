import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { SCREEN_TEXTS } from '../../src/app/screen-texts.ts';
import { gapText } from '../../src/book/gap-text.ts';
import { gaps } from '../../src/text/messages/ar/gaps.ts';

const i18n = setupI18n({ locale: 'ar', messages: { ar: gaps } });
i18n.setMessagesCompiler(compileMessage);
const t = (id: string, values?: Record<string, string | number>) => i18n._(id, values);

test('says in the language of the page why something is missing', () => {
  const reason = { count: 3, message: 'The first synchronisation has not ended.' };
  expect(gapText(t, { ...reason, code: 'SYNC_UNFINISHED' })).toBe(gaps['gaps.SYNC_UNFINISHED']);
  expect(gapText(t, { ...reason, code: 'UNREADABLE_ITEMS' })).toContain('3');
});

test('keeps the words of the API for a reason that is newer than the page', () => {
  const reason = { code: 'OF_A_NEWER_API', count: 1, message: 'Something new.' };
  expect(gapText(t, reason as never)).toBe('Something new.');
});

test('the screens that show reasons load their texts', () => {
  expect(SCREEN_TEXTS.accounts).toContain('gaps');
  expect(SCREEN_TEXTS.grabs).toContain('gaps');
});

import { describe, expect, it } from 'vitest';
import { deleteContacts, deleteWorkspaceContacts } from '../../src/contacts/delete-contacts.ts';
import { type Account, isSameAccount } from '../../src/sessions/session-account.ts';
import { findSession } from '../../src/sessions/sessions.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };

const ANI: Account = { lid: '11@lid', phone_number: '628101' };
const BUDI: Account = { lid: '22@lid', phone_number: '628102' };
const CHANGED = { code: 'ACCOUNT_CHANGED' };
const contactsOf = (name: string) => ({ contacts: [contactEntry(person('628999'), { name })] });

async function accountOf(id: string) {
  const row = await findSession(test.db, { id, workspace_id: null });
  return { lid: row?.account_lid, phone_number: row?.account_phone_number };
}

describe('one account', () => {
  it.each([
    ['the same LID and number', ANI, ANI, true],
    ['the same LID with a new number', ANI, { ...ANI, phone_number: '628103' }, true],
    ['the same number with another LID', ANI, { ...ANI, lid: '33@lid' }, false],
    ['another LID and number', ANI, BUDI, false],
    ['the same number, no LID now', ANI, { ...ANI, lid: null }, true],
    ['another number, no LID now', ANI, { ...BUDI, lid: null }, false],
    ['another number, no LID before', { ...ANI, lid: null }, BUDI, false],
    ['the same number, no LID before', { ...ANI, lid: null }, ANI, true],
    ['nothing known before', { lid: null, phone_number: null }, ANI, true],
    ['nothing known now', ANI, { lid: null, phone_number: null }, true],
  ])('is decided by the LID, else by the number: %s', (_, stored, linked, isSame) => {
    const { lid: account_lid, phone_number: account_phone_number } = stored;
    expect(isSameAccount({ account_lid, account_phone_number }, linked)).toBe(isSame);
  });
});

describe('an address book', () => {
  it('belongs to the account of its first grab, and takes none of another', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, contactsOf('by Ani'), { linked: ANI });
    const other = grabAccount(test.db, id, contactsOf('by Budi'), { linked: BUDI });
    await expect(other).rejects.toMatchObject(CHANGED);
    expect(await storedContacts(test.db, id)).toMatchObject([{ name: 'by Ani', status: 'active' }]);
    expect(await accountOf(id)).toEqual(ANI);
  });

  it('follows its account to a new number, which is then the one that counts', async () => {
    const { id } = await newSession(test.db);
    const moved = { ...ANI, phone_number: '628103' };
    await grabAccount(test.db, id, contactsOf('first'), { linked: ANI });
    await grabAccount(test.db, id, contactsOf('second'), { linked: moved });
    expect(await accountOf(id)).toEqual(moved);
    const noLid = { ...ANI, lid: null };
    await expect(
      grabAccount(test.db, id, contactsOf('third'), { linked: noLid }),
    ).rejects.toMatchObject(CHANGED);
  });

  it('learns the LID later, and keeps it when the page does not know it', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, contactsOf('first'), { linked: { ...ANI, lid: null } });
    await grabAccount(test.db, id, contactsOf('second'), { linked: ANI });
    await grabAccount(test.db, id, contactsOf('third'), { linked: { ...ANI, lid: null } });
    expect(await accountOf(id)).toEqual(ANI);
  });

  it.each([
    ['it was deleted', deleteContacts],
    [
      'those of its workspace were deleted',
      async (db: typeof test.db, { session_id }: { session_id: string }) => {
        const row = await findSession(db, { id: session_id, workspace_id: null });
        await deleteWorkspaceContacts(db, { workspace_id: row?.workspace_id ?? '', ...LOCK });
      },
    ],
  ])('takes another account after %s', async (_, remove) => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, contactsOf('by Ani'), { linked: ANI });
    await remove(test.db, { session_id: id, ...LOCK });
    await grabAccount(test.db, id, contactsOf('by Budi'), { linked: BUDI });
    expect(await storedContacts(test.db, id)).toMatchObject([{ name: 'by Budi' }]);
    expect(await accountOf(id)).toEqual(BUDI);
  });
});

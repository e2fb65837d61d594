/** Ids begin with `start.`. */
export const start = {
  'start.text': 'This key may start grabs. It does not see contacts, groups or what grabs found.',
  'start.account': 'Account',
  'start.account_hint':
    'The `session_id` or `external_id` of the account. A person whose key may read finds it on the card of the account.',
  'start.accounts_hint':
    '{count, plural, one {The one account that this key is for, by its `session_id`.} other {The # accounts that this key is for, by their `session_id`.}}',
  'start.no_account': 'The accounts that this key was for are deleted.',
  'start.grab_id': 'Its id:',
  'start.more': 'How to see more',
  'start.more_text':
    'With the scope `read` a key also sees accounts, contacts, changes and the progress of grabs. Keys keep their scopes: a person with the scope `admin` can make you another key.',
} as const;

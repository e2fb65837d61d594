export const gaps = {
  'gaps.UNREADABLE_ITEMS':
    '{count, plural, one {# item} other {# items}} could not be read. They are listed below; what is stored of them stays.',
  'gaps.GROUP_MEMBERS_UNKNOWN':
    'WhatsApp Web does not know the members of {count, plural, one {# group} other {# groups}}. Grab once and ask for the members again.',
  'gaps.GROUPS_NOT_REFRESHED':
    'WhatsApp did not answer for {count, plural, one {# group} other {# groups}}. The stored members are the earlier ones.',
  'gaps.SYNC_UNFINISHED':
    'The first sync has not ended, or the connection was lost. Keep the phone online, then grab again.',
  'gaps.PAGE_RESTORING':
    'WhatsApp Web has just been opened again and has not loaded everything. Grab again soon.',
  'gaps.CATCHING_UP': 'WhatsApp Web still loads what it missed while offline. Grab again soon.',
  'gaps.CONTACTS_SYNCING':
    'The address book has not come from the phone. Keep it online, then grab again.',
  'gaps.HISTORY_SYNCING':
    'The phone still sends the history of chats. Keep WhatsApp open on the phone.',
  'gaps.HISTORY_UNAVAILABLE':
    'The phone did not send the history of chats in 24 hours. To get it, link the account again.',
  'gaps.GROUPS_SYNCING':
    'The list of groups has not come from WhatsApp. Grab again in some minutes.',
  'gaps.SYNC_STATE_UNKNOWN':
    'WhatsApp Web has changed and does not say how far its sync is. Update this project.',
  'gaps.GROUPS_NOT_QUERIED':
    'WhatsApp has not answered the first query for groups. Grab again later.',
  'gaps.GROUP_QUERY_REFUSED':
    'WhatsApp refused the query for groups. The list is the one of WhatsApp Web; the next refresh has to wait.',
  'gaps.OWN_ROLE_UNKNOWN':
    'The role of this account in {count, plural, one {# group} other {# groups}} is not known. The stored role stays.',
  'gaps.WITHOUT_WHATSAPP_UNREAD':
    'Not all people without WhatsApp of the address book were read. Grab again later.',
  'gaps.ROWS_REFUSED':
    'The database refused {count, plural, one {# row} other {# rows}}. They are listed below.',
  'gaps.REMOVAL_HELD_BACK':
    '{count, plural, one {# is} other {# are}} missing at once, too many to believe at first sight. All stay active until the next complete grab says the same, or you confirm it when you start a grab.',
} as const;

export const grabs = {
  'grabs.text':
    'Each time contacts and groups were read from WhatsApp: what it brought, how long it took, and what is missing.',
  'grabs.one': 'Details of the grab',
  'grabs.now': 'Running now',
  'grabs.account': 'Account',
  'grabs.every_account': 'All accounts',
  'grabs.every_state': 'Every state',
  'grabs.every_kind': 'Every kind',
  'grabs.none': 'No grabs yet',
  'grabs.none_text':
    'A grab reads the contacts and groups of an account and stores them. Start one here, or make a schedule.',
  'grabs.none_read': 'A grab reads the contacts and groups of an account and stores them.',
  'grabs.none_linked': 'Link a WhatsApp account first: its first grab begins there.',
  'grabs.to_accounts': 'To the accounts',
  'grabs.none_match': 'Nothing matches',
  'grabs.none_match_text': 'No loaded grab has this state.',
  'grabs.start': 'Start a grab',
  'grabs.start_text':
    'It runs in the background and goes on when this page is closed. It sends no message to anyone.',
  'grabs.what': 'What to read',
  'grabs.kind.all': 'Contacts and groups',
  'grabs.kind.contacts': 'Contacts only',
  'grabs.kind.groups': 'Groups only',
  'grabs.not_connected':
    'This account is not connected. The grab is tried a few times, and fails if the account stays offline.',
  'grabs.refresh': 'Ask WhatsApp for the members of all groups again',
  'grabs.refresh_hint': 'WhatsApp sees this question. You rarely need it.',
  'grabs.refresh_left': '{count, plural, one {# is} other {# are}} left now.',
  'grabs.refresh_spent': 'None is left. The next one is possible at {time}.',
  'grabs.confirm_removals': 'I know that many are really gone',
  'grabs.confirm_removals_hint':
    'Without this a grab makes no more than a fifth of the contacts inactive at once, because WhatsApp may have loaded only a part.',
  'grabs.queued': 'The grab is queued',
  'grabs.joined': 'Such a grab runs already. You now follow that one.',
  'grabs.cancel': 'Cancel the grab',
  'grabs.cancelled': 'The grab was cancelled. What is stored stays as it was.',
  'grabs.waits': 'It waits for its turn.',
  'grabs.tried':
    'Tried {count, plural, one {once} other {# times}}, the last one failed with {code}. It will be tried again.',
  'grabs.starts': 'Waiting for WhatsApp Web …',
  'grabs.storing': 'storing …',
  'grabs.phase.groups': 'Reading groups',
  'grabs.phase.contacts': 'Reading contacts',
  'grabs.with_refresh': 'members asked again',
  'grabs.with_removals': 'removals confirmed',
  'grabs.column.when': 'When',
  'grabs.column.kind': 'What',
  'grabs.column.state': 'State',
  'grabs.column.duration': 'Duration',
  'grabs.state.queued': 'Queued',
  'grabs.state.running': 'Running',
  'grabs.state.complete': 'Complete',
  'grabs.state.partial': 'Partial',
  'grabs.state.failed': 'Failed',
  'grabs.state.cancelled': 'Cancelled',
  'grabs.count.contacts': 'Contacts',
  'grabs.count.groups': 'Groups',
  'grabs.count.members': 'Group members',
  'grabs.count.new': 'New',
  'grabs.count.changed': 'Changed',
  'grabs.count.same': 'Unchanged',
  'grabs.count.gone': 'Gone',
  'grabs.count.failed': 'Failed',
  'grabs.count.excluded': 'Excluded',
  'grabs.count.without_whatsapp': 'Without WhatsApp',
  'grabs.queries': 'Queries to WhatsApp',
  'grabs.error': 'Reason: {code}',
  'grabs.nothing_stored': 'Nothing was stored. The address book is as it was before this grab.',
  'grabs.gaps': 'What is missing, and why',
  'grabs.failed_items':
    '{count, plural, one {# item with a problem} other {# items with a problem}}',
  'grabs.more_failed': '{total} items failed in all. This list ends at a thousand.',
  'grabs.item.group': 'group',
  'grabs.item.contact': 'contact',
  'grabs.item.participant': 'member',
  'grabs.timings': 'Time per phase',
  'grabs.timing.wait': 'Waiting',
  'grabs.timing.read': 'Reading',
  'grabs.timing.store': 'Storing',
  'grabs.timing.engine_groups': 'engine: groups',
  'grabs.timing.engine_contacts': 'engine: contacts',
  'grabs.timing.engine_total': 'engine: all',
  'grabs.created': 'Asked for',
  'grabs.started': 'Started',
  'grabs.finished': 'Finished',
  'grabs.attempts': 'Tries',
  'grabs.id': 'Grab ID',
  'grabs.reason.UNREADABLE_ITEMS':
    '{count, plural, one {# item} other {# items}} could not be read. They are listed below; what is stored of them stays.',
  'grabs.reason.GROUP_MEMBERS_UNKNOWN':
    'WhatsApp Web does not know the members of {count, plural, one {# group} other {# groups}}. Grab once and ask for the members again.',
  'grabs.reason.GROUPS_NOT_REFRESHED':
    'WhatsApp did not answer for {count, plural, one {# group} other {# groups}}. The stored members are the earlier ones.',
  'grabs.reason.SYNC_UNFINISHED':
    'The first sync has not ended, or the connection was lost. Keep the phone online, then grab again.',
  'grabs.reason.PAGE_RESTORING':
    'WhatsApp Web has just been opened again and has not loaded everything. Grab again soon.',
  'grabs.reason.CATCHING_UP':
    'WhatsApp Web still loads what it missed while offline. Grab again soon.',
  'grabs.reason.CONTACTS_SYNCING':
    'The address book has not come from the phone. Keep it online, then grab again.',
  'grabs.reason.HISTORY_SYNCING':
    'The phone still sends the history of chats. Keep WhatsApp open on the phone.',
  'grabs.reason.HISTORY_UNAVAILABLE':
    'The phone did not send the history of chats in 24 hours. To get it, link the account again.',
  'grabs.reason.GROUPS_SYNCING':
    'The list of groups has not come from WhatsApp. Grab again in some minutes.',
  'grabs.reason.SYNC_STATE_UNKNOWN':
    'WhatsApp Web has changed and does not say how far its sync is. Update this project.',
  'grabs.reason.GROUPS_NOT_QUERIED':
    'WhatsApp has not answered the first query for groups. Grab again later.',
  'grabs.reason.GROUP_QUERY_REFUSED':
    'WhatsApp refused the query for groups. The list is the one of WhatsApp Web; the next refresh has to wait.',
  'grabs.reason.OWN_ROLE_UNKNOWN':
    'The role of this account in {count, plural, one {# group} other {# groups}} is not known. The stored role stays.',
  'grabs.reason.WITHOUT_WHATSAPP_UNREAD':
    'Not all people without WhatsApp of the address book were read. Grab again later.',
  'grabs.reason.ROWS_REFUSED':
    'The database refused {count, plural, one {# row} other {# rows}}. They are listed below.',
  'grabs.reason.REMOVAL_HELD_BACK':
    '{count, plural, one {# is} other {# are}} missing at once, too many to believe at first sight. All stay active until the next complete grab says the same, or you confirm it when you start a grab.',
} as const;

/** Ids begin with `start.`. */
export const start = {
  'start.text':
    'يمكن لهذا المفتاح بدء عمليات السحب، ولا يرى جهات الاتصال أو المجموعات أو ما وجده السحب.',
  'start.account': 'الحساب',
  'start.account_hint':
    'قيمة `session_id` أو `external_id` للحساب. يجدها من يملك مفتاحًا للقراءة في بطاقة الحساب.',
  'start.accounts_hint':
    '{count, plural, zero {حسابات هذا المفتاح حسب `session_id`.} one {الحساب الوحيد لهذا المفتاح حسب `session_id`.} two {حسابا هذا المفتاح حسب `session_id`.} few {# حسابات لهذا المفتاح حسب `session_id`.} many {# حسابًا لهذا المفتاح حسب `session_id`.} other {# حساب لهذا المفتاح حسب `session_id`.}}',
  'start.no_account': 'حُذفت حسابات هذا المفتاح.',
  'start.grab_id': 'المعرّف:',
  'start.more': 'كيف ترى المزيد',
  'start.more_text':
    'بصلاحية `read` يرى المفتاح أيضًا الحسابات وجهات الاتصال والتغييرات وتقدّم السحب. لا تتغير صلاحيات المفتاح: يمكن لمن يملك صلاحية `admin` إنشاء مفتاح آخر لك.',
} as const;

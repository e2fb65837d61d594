const TEST_ID = 'whats_new_continue_button';
const OPENS_AFTER_MS = 100;

/** The dialog "What's new" of a fresh link (WAWebWhatsNewModal). Users report that its neglect loses the link. */
export function openWhatsNew({ link, options, onNeglected }) {
  const { whats_new_button: button, whats_new_deadline_ms: deadline } = options;
  const report = (state) => link.ask('looks', { dialog: state }).catch(() => {});
  setTimeout(() => {
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    const close = document.createElement('button');
    close.textContent = '×';
    const proceed = document.createElement('button');
    proceed.textContent = 'Continue';
    if (button !== 'missing') proceed.dataset.testid = TEST_ID;
    dialog.append("What's new", close, proceed);
    const timer = deadline > 0 ? setTimeout(onNeglected, deadline) : null;
    dialog.addEventListener('click', ({ target, isTrusted }) => {
      if (button === 'dead' || target === dialog) return;
      clearTimeout(timer);
      dialog.remove();
      if (target === proceed && isTrusted) report('clicked');
    });
    document.body.append(dialog);
    report('open');
  }, OPENS_AFTER_MS);
}

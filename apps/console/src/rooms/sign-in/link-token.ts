const IN_FRAGMENT = /^#sign-in=([\w-]+)$/;

/** The token of a link, which leaves the address at once. Used by the first sign-in alone. */
export function takeLinkToken(): { current: string | null } {
  const [, token = null] = IN_FRAGMENT.exec(location.hash) ?? [];
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return { current: token };
}

/** A link that is opened where the console is open already changes the fragment alone, and the page stays. */
export function followLinks(): void {
  addEventListener('hashchange', () => {
    if (IN_FRAGMENT.test(location.hash)) location.reload();
  });
}

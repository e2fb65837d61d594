/** Opens a link that signs in as a browser does: the page, then a sign-in with the token of the fragment. */
export async function openLink(link: string): Promise<{ page: string; signIn: Response }> {
  const { origin, hash } = new URL(link);
  const page = await (await fetch(origin)).text();
  const signIn = await fetch(`${origin}/api/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.replace('#sign-in=', '') }),
  });
  return { page, signIn };
}

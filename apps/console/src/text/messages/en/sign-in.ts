export const signIn = {
  'sign_in.title': 'Sign in',
  'sign_in.text':
    'Paste an API key of your workspace. This browser does not keep it: the server replaces it by a cookie.',
  'sign_in.key': 'API key',
  'sign_in.submit': 'Sign in',
  'sign_in.where':
    'No key yet? Make one with `npm run keys -- create --name console --scopes read,grab,manage,admin`, or open the link that `npm start` prints.',
  'sign_in.by_link': 'Signing in by the link …',
  'sign_in.link_used':
    'This link was used already or is older than ten minutes. Run `npm start` again for a new one, or sign in with an API key.',
  'sign_in.ended': 'You signed out, or your key was revoked. Please sign in again.',
} as const;

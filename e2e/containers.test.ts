import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { consoleStage, dockerfile, instructions } from './support/dockerfile.ts';
import { readDocument } from './support/markdown.ts';

type Service = {
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  pids_limit?: number;
  mem_limit?: string;
  tmpfs?: string[];
  logging?: { driver: string; options: Record<string, string> };
  shm_size?: string;
  command?: string[];
  build?: { dockerfile: string; args: Record<string, string> };
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  networks: string[];
  healthcheck?: object;
  security_opt?: string[];
  depends_on?: Record<string, { condition: string }>;
};
type ComposeFile = {
  services: Record<'postgres' | 'database-role' | 'engine' | 'api', Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean } | null>;
};

const COMPOSE_TEXT = readDocument('docker-compose.yml');
const COMPOSE = parse(COMPOSE_TEXT) as ComposeFile;
const { postgres, engine, api, 'database-role': role } = COMPOSE.services;
const SERVICES = Object.values(COMPOSE.services);
const APPS = ['api', 'engine'] as const;
const SECRET = /(?:SECRET|PASSWORD|KEY|TOKEN)(?:_PREVIOUS)?$/;
/** Without it a part of the API stays closed. */
const OPTIONAL_SECRETS = [
  'METRICS_KEY',
  'PROFILE_KEY',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];

/** Every `${NAME…}` of the compose file, with the text after the name. */
const INTERPOLATIONS = [...COMPOSE_TEXT.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)].map(
  ([, name, rest]) => ({ name: name as string, rest: rest as string }),
);
/** A tag of an exact version, with the digest of its content. */
const PINNED_IMAGE =
  /^(?:node:\d+\.\d+\.\d+|postgres:\d+\.\d+)-bookworm(?:-slim)?@sha256:[0-9a-f]{64}$/;
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
  const named = INTERPOLATIONS.filter(
    ({ name }) => SECRET.test(name) && !name.endsWith('_PREVIOUS'),
  );
  const secrets = named.filter(({ name }) => !OPTIONAL_SECRETS.includes(name));
  expect(new Set(secrets.map(({ name }) => name))).toEqual(
    new Set([
      'POSTGRES_PASSWORD',
      'API_DATABASE_PASSWORD',
      'ENGINE_SECRET',
      'ADMIN_API_KEY',
      'ENCRYPTION_KEY',
      'EXCLUSION_KEY',
    ]),
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
    .filter(([, value]) => !/^(-c grabber\.api_password=)?\$\{/.test(value));
  expect(literals).toEqual([]);
});

it('takes every setting of .env.example, except those that are marked as not for containers', () => {
  const paragraphs = readDocument('.env.example').split('\n\n');
  const decided = paragraphs
    .filter((text) => text.includes('Not in containers'))
    .flatMap((text) => [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name));
  const taken = new Set(INTERPOLATIONS.map(({ name }) => name));
  expect([...taken].sort()).toEqual(
    [...new Set(SETTINGS)].filter((name) => name && !decided.includes(name)).sort(),
  );
});

it('lets every container write only where it must, with no capability to spare, within limits', () => {
  for (const [name, service] of Object.entries(COMPOSE.services)) {
    expect(service, name).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: expect.arrayContaining(['no-new-privileges:true']),
      // docker-compose 1 passes on the text of a variable, and the daemon's client refuses it.
      pids_limit: expect.any(Number),
      mem_limit: expect.anything(),
      logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
    });
    expect(service.shm_size, name).toBeUndefined();
  }
  expect(postgres.cap_add).toEqual(['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID']);
  for (const { cap_add } of [role, engine, api]) expect(cap_add).toBeUndefined();
  for (const { tmpfs } of [engine, api]) expect(tmpfs?.join()).toMatch(/^\/tmp:size=/);
});

it('logs no rows in the container of the database', () => {
  expect(postgres.command).toEqual(
    expect.arrayContaining([
      'log_error_verbosity=terse',
      'log_min_error_statement=panic',
      'log_min_messages=log',
    ]),
  );
});

it('gives the API a role of its own, and the password of the administrator to no service', () => {
  expect(api.environment.DATABASE_URL).toMatch(
    /^\$\{DATABASE_URL:-postgres:\/\/grabber_api@postgres:5432\/grabber\}$/,
  );
  expect(api.environment.PGPASSWORD).toMatch(/^\$\{API_DATABASE_PASSWORD:\?/);
  for (const service of [api, engine]) {
    expect(JSON.stringify(service.environment)).not.toContain('POSTGRES_PASSWORD');
  }
  expect(role.command?.join(' ')).toContain('--file=/api-role.sql');
  expect(role.volumes).toEqual(['./packages/database/roles/api-role.sql:/api-role.sql:ro']);
});

it('keeps all data in named volumes, and starts each service after the services that it needs are healthy', () => {
  for (const { volumes } of [postgres, engine, api]) {
    expect(volumes.length).toBeGreaterThan(0);
    for (const volume of volumes) {
      expect(COMPOSE.volumes).toHaveProperty(volume.split(':')[0] ?? '');
    }
  }
  expect(api.depends_on).toEqual({
    'database-role': { condition: 'service_completed_successfully' },
    engine: { condition: 'service_healthy' },
  });
  expect(role.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
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
    expect(lines[0]).toEqual(['ARG', `BASE_IMAGE=${imagesIn(COMPOSE_TEXT).get('BASE_IMAGE')}`]);
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

/** The images that a file names as the default of a variable. */
function imagesIn(text: string): Map<string, string> {
  const named = text.matchAll(/(BASE_IMAGE|POSTGRES_IMAGE)(?::-|=)([^\s}]+)/g);
  return new Map([...named].map(([, name = '', image = '']) => [name, image]));
}

it('names each image from outside by its exact version and its digest, the same one everywhere', async () => {
  const images = imagesIn(COMPOSE_TEXT);
  expect([...images.keys()].sort()).toEqual(['BASE_IMAGE', 'POSTGRES_IMAGE']);
  for (const image of images.values()) expect(image).toMatch(PINNED_IMAGE);
  const files = [
    ...['docker-compose.yml', 'scripts/compose-check/simulator.yml', '.env.example'],
    ...APPS.map((app) => `apps/${app}/Dockerfile`),
  ];
  for (const file of files) {
    const text = readDocument(file);
    for (const [name, image] of imagesIn(text))
      expect([file, image]).toEqual([file, images.get(name)]);
    expect(text, file).not.toMatch(/\b(?:node|postgres):[\w.-]+(?!\S*@sha256:)(?=[\s}"']|$)/m);
  }
  const [, node] =
    /NODE_VERSION = '([\d.]+)'/.exec(readDocument('scripts/install/install-tools.mjs')) ?? [];
  expect(images.get('BASE_IMAGE')).toContain(`node:${node}-`);
});

it.each(APPS)(
  'the image of %s installs with pnpm of a known hash, from the lock file alone',
  (app) => {
    const runs = instructions(app)
      .filter(([name]) => name === 'RUN')
      .map(([, value]) => value);
    expect(runs[0]).toMatch(/^node scripts\/install\/install-tools\.mjs \/opt\/tools && /);
    expect(runs[0]).toContain('pnpm install --frozen-lockfile --prod');
    expect(runs.join()).not.toMatch(/npm install (?!--frozen-lockfile)|curl|wget|npx/);
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

it('builds the console in a stage of its own, from the lock file alone, into the image of the API', () => {
  const stage = consoleStage();
  const copied = stage
    .filter(([name]) => name === 'COPY')
    .map(([, value]) => value.split(/\s+/)[0]);
  expect(copied.filter((path) => /^(apps|packages)\//.test(path ?? ''))).toEqual([
    ...neededFolders('console'),
  ]);
  const [[, run = ''] = []] = stage.filter(([name]) => name === 'RUN');
  expect(run).toMatch(/^node scripts\/install\/install-tools\.mjs \/opt\/tools && /);
  expect(run).toContain('pnpm install --frozen-lockfile --filter');
  const lines = instructions('api').map((line) => line.join(' '));
  expect(lines).toContain('COPY --from=console /app/apps/console/dist apps/console/dist');
  expect(lines).toContain('ENV CONSOLE_DIR=/app/apps/console/dist');
});

it('keeps secrets, data and installed modules out of the build context', () => {
  const ignored = readDocument('.dockerignore').split('\n');
  for (const path of ['.env', '.data', '.git', '**/node_modules']) expect(ignored).toContain(path);
});

describe("the engine's filter of system calls", () => {
  type Rule = { names: string[]; action: string; args?: { value: number }[] };
  const profile = JSON.parse(readDocument('apps/engine/seccomp.json')) as {
    defaultAction: string;
    architectures: string[];
    syscalls: Rule[];
  };
  const allowed = profile.syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW');
  const always = new Set(allowed.filter(({ args }) => !args).flatMap(({ names }) => names));

  it('is in the compose file', () => {
    expect(engine.security_opt).toContain('seccomp=./apps/engine/seccomp.json');
  });

  it("allows what Chromium's sandbox is built with", () => {
    const needed = ['clone', 'clone3', 'unshare', 'chroot', 'seccomp', 'prctl', 'capset'];
    for (const name of needed) expect(always).toContain(name);
  });

  it('refuses by default, and names what a user namespace must not open', () => {
    expect(profile.defaultAction).toBe('SCMP_ACT_ERRNO');
    expect(profile.architectures).toEqual(['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64']);
    const dangerous = [
      ...['mount', 'umount2', 'pivot_root', 'setns', 'move_mount', 'open_tree', 'fsopen'],
      ...['bpf', 'perf_event_open', 'userfaultfd', 'keyctl', 'add_key', 'request_key', 'ptrace'],
      ...['kexec_load', 'init_module', 'finit_module', 'delete_module', 'reboot', 'swapon'],
      ...['io_uring_setup', 'open_by_handle_at', 'process_vm_writev', 'pidfd_getfd', 'syslog'],
    ];
    for (const name of dangerous) expect(allowed.flatMap(({ names }) => names)).not.toContain(name);
  });

  it('opens sockets of local, internet and routing families alone', () => {
    const families = allowed.filter(({ names }) => names.includes('socket'));
    expect(families.map(({ args }) => args?.[0]?.value)).toEqual([1, 2, 10, 16]);
  });
});

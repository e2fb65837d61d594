import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { type ProgramOptions, type Server, startServer } from './programs.ts';
import { RECIPES, type Tenant, type World } from './world.ts';

type Setting = { readonly folder: string; readonly port: number; readonly nodeModules: string };
type Start = (setting: Setting, options: ProgramOptions) => Promise<readonly Server[]>;

/** Not on the PATH of every user. */
const PROGRAMS = '/usr/sbin';

/** The receivers of docs/recipes.md, by their names. */
export const RECEIVERS: Readonly<Record<string, Start>> = {
  'php -S': async ({ folder, port }, options) => {
    copyFileSync(join(RECIPES, 'php/receiver.php'), join(folder, 'receiver.php'));
    return [await startServer(['php', '-S', `127.0.0.1:${port}`, 'receiver.php'], port, options)];
  },
  'nginx + php-fpm': startBehindNginx,
  Python: async ({ folder, port }, options) => {
    copyFileSync(join(RECIPES, 'python/receiver.py'), join(folder, 'receiver.py'));
    return [await startServer(['python3', 'receiver.py', String(port)], port, options)];
  },
  Node: async ({ folder, port, nodeModules }, options) => {
    copyFileSync(join(RECIPES, 'node/receiver.mjs'), join(folder, 'receiver.mjs'));
    symlinkSync(nodeModules, join(folder, 'node_modules'));
    return [await startServer([process.execPath, 'receiver.mjs', String(port)], port, options)];
  },
};

type Event = { readonly id: string; readonly type: string };

export type Receiver = {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly webhookId: string;
  /** What it has written so far. */
  events(): Event[];
  countNoted(type: string): number;
  stop(): Promise<void>;
};

/** Registers the receiver at the API, then starts it with the secret. */
export async function startReceiver(parts: {
  readonly world: World;
  readonly tenant: Tenant;
  readonly name: string;
  readonly nodeModules: string;
}): Promise<Receiver> {
  const { world, tenant, name, nodeModules } = parts;
  const folder = join(world.folder, 'receivers', name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/hooks/whatsapp`;
  const { webhook_id, secret } = await tenant.call<{ webhook_id: string; secret: string }>(
    'POST',
    '/webhooks',
    { url, max_batch: 100 },
  );
  const file = join(folder, 'events.ndjson');
  const env = { GRABBER_WEBHOOK_SECRET: secret, GRABBER_EVENTS_FILE: file };
  const options = { cwd: folder, env, stopped: world.stopped };
  const servers = (await RECEIVERS[name]?.({ folder, port, nodeModules }, options)) ?? [];
  const events = () =>
    existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(parse) : [];
  return {
    ...{ name, url, secret, webhookId: webhook_id },
    events,
    countNoted: (type) => events().filter((event) => event.type === type).length,
    stop: async () => {
      for (const server of servers) await server.stop();
    },
  };
}

const parse = (line: string) => JSON.parse(line) as Event;

/** Debian has the version in the name. */
function phpFpm(): string {
  return readdirSync(PROGRAMS).findLast((name) => name.startsWith('php-fpm')) ?? 'php-fpm';
}

/** With the recipe's own part of nginx, in a configuration that writes into the folder alone. */
async function startBehindNginx({ folder, port }: Setting, options: ProgramOptions) {
  copyFileSync(join(RECIPES, 'php/receiver.php'), join(folder, 'receiver.php'));
  copyFileSync('/etc/nginx/fastcgi_params', join(folder, 'fastcgi_params'));
  const socket = join(folder, 'fpm.sock');
  const isRoot = process.getuid?.() === 0;
  writeFileSync(
    join(folder, 'location.conf'),
    readFileSync(join(RECIPES, 'php/nginx.conf'), 'utf8').replace('/run/php/php-fpm.sock', socket),
  );
  writeFileSync(join(folder, 'nginx.conf'), nginxConfiguration({ folder, port, isRoot }));
  writeFileSync(join(folder, 'fpm.conf'), poolConfiguration({ folder, socket, isRoot, options }));
  const pool = [
    join(PROGRAMS, phpFpm()),
    '--nodaemonize',
    '--fpm-config',
    join(folder, 'fpm.conf'),
  ];
  const fpm = await startServer([...pool, ...(isRoot ? ['-R'] : [])], 0, options);
  const web = [
    join(PROGRAMS, 'nginx'),
    '-p',
    folder,
    '-e',
    'stderr',
    '-c',
    join(folder, 'nginx.conf'),
  ];
  return [await startServer(web, port, options), fpm];
}

function nginxConfiguration(parts: { folder: string; port: number; isRoot: boolean }): string {
  const { folder, port, isRoot } = parts;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${folder}/tmp-${name};\n`)
    .join('');
  return `${isRoot ? 'user root;\n' : ''}daemon off;
pid ${folder}/nginx.pid;
worker_processes 1;
events {}
http {
  access_log off;
${temporary}  server {
    listen 127.0.0.1:${port};
    root ${folder};
    include ${folder}/location.conf;
  }
}
`;
}

function poolConfiguration(parts: {
  readonly folder: string;
  readonly socket: string;
  readonly isRoot: boolean;
  readonly options: ProgramOptions;
}): string {
  const { folder, socket, isRoot, options } = parts;
  const variables = Object.entries(options.env ?? {})
    .map(([name, value]) => `env[${name}] = "${value}"\n`)
    .join('');
  return `[global]
error_log = ${folder}/fpm.log
pid = ${folder}/fpm.pid
[www]
listen = ${socket}
pm = static
pm.max_children = 2
${isRoot ? 'user = root\ngroup = root\n' : ''}${variables}`;
}

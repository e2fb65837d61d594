import { existsSync } from 'node:fs';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { beforeAll, describe, expect, it } from 'vitest';
import { instructions, stopSeconds } from '../support/dockerfile.ts';
import { containersOf, type Manifest, named, render } from '../support/kubernetes/render.ts';
import { askService, type ServiceSettings } from '../support/kubernetes/service-settings.ts';
import { ROOT, readDocument } from '../support/markdown.ts';

const EXAMPLE = render('deploy/kubernetes/overlays/example');
const NODE_SETUP = render('deploy/kubernetes/node-setup');
const APPS = ['api', 'engine'] as const;
type App = (typeof APPS)[number];
const ROUTES = { api: API_ROUTES, engine: ENGINE_ROUTES };

const workload = (app: App) =>
  named(EXAMPLE, app === 'api' ? 'Deployment' : 'StatefulSet', `grabber-${app}`);
const pod = (app: App) => workload(app).spec.template.spec;
const container = (app: App) => pod(app).containers[0];
const settings = (app: App): Record<string, string> =>
  named(EXAMPLE, 'ConfigMap', `grabber-${app}-settings`).data;
const secrets = named(EXAMPLE, 'Secret', 'grabber-secrets').data;

type FromSecret = { name: string; valueFrom: { secretKeyRef: SecretRef } };
type Volume = { name: string; emptyDir?: { medium?: string; sizeLimit?: string } };
type SecretRef = { name: string; key: string; optional?: true };

/** Without one of these a pod must not start: it would make one of its own, which the others do not have. */
const NEEDED = {
  api: ['DATABASE_URL', 'ENGINE_SECRET', 'ADMIN_API_KEY', 'ENCRYPTION_KEY', 'EXCLUSION_KEY'],
  engine: ['ENGINE_SECRET', 'PROFILE_KEY'],
};

/** The value of an instruction of the last stage of the image, as the text after its name. */
const inImage = (app: App, name: string) =>
  instructions(app).findLast(([instruction]) => instruction === name)?.[1];

/** What the process of a pod finds in its environment, with a long text for each secret. */
function environment(app: App): Record<string, string> {
  const refs = (container(app).env as FromSecret[]).map(({ name }) => [name, 'x'.repeat(32)]);
  return { ...Object.fromEntries(refs), ...settings(app) };
}

describe.each(APPS)('of the manifests of the %s', (app) => {
  let service: ServiceSettings;
  beforeAll(async () => {
    service = await askService(app, environment(app));
  });

  it('each setting exists, and its value is taken', () => {
    const names = Object.keys(settings(app));
    expect(container(app).envFrom).toEqual([{ configMapRef: { name: `grabber-${app}-settings` } }]);
    expect(names.filter((name) => !service.names.includes(name))).toEqual([]);
    expect(service.refusal).toBeNull();
  });

  it('each secret exists and may be given, is no plain setting, and is in the example unless it is optional', () => {
    const refs = container(app).env as FromSecret[];
    for (const { name, valueFrom } of refs) {
      const { name: secret, key, optional } = valueFrom.secretKeyRef;
      expect([secret, key]).toEqual(['grabber-secrets', name]);
      expect(service.names).toContain(name);
      if (!optional) expect(Object.keys(secrets)).toContain(name);
    }
    const given = refs.filter(({ valueFrom }) => !valueFrom.secretKeyRef.optional);
    expect(given.map(({ name }) => name)).toEqual(NEEDED[app]);
    const names = refs.map(({ name }) => name);
    expect(service.secrets.filter((name) => !names.includes(name))).toEqual([]);
    const plain = Object.keys(settings(app));
    expect(plain.filter((name) => service.secrets.includes(name))).toEqual([]);
  });

  it('the ports and the probes are those of the service, by routes that need no key', () => {
    const port = Number(inImage(app, 'EXPOSE'));
    expect(container(app).ports).toEqual([{ name: 'http', containerPort: port }]);
    const { ports } = named(EXAMPLE, 'Service', `grabber-${app}`).spec;
    expect(ports).toEqual([{ name: 'http', port, targetPort: 'http' }]);
    const { live, ready } = ROUTES[app];
    expect([live.access, ready.access]).toEqual(['open', 'open']);
    // Readiness says whether Postgres or the browser works: a restart of the pod would not help.
    const paths = { startupProbe: live, livenessProbe: live, readinessProbe: ready };
    for (const [probe, { path }] of Object.entries(paths)) {
      expect(container(app)[probe].httpGet).toEqual({ path, port: 'http' });
    }
    expect(container(app).livenessProbe.failureThreshold).toBeGreaterThan(2);
    // The API migrates the database before it answers, the engine tries its browser.
    const { periodSeconds, failureThreshold } = container(app).startupProbe;
    const patience = app === 'api' ? 600 : 120;
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(patience);
  });

  it('the volumes and the user are those of the image, whose command runs', () => {
    const { command, args, volumeMounts } = container(app);
    expect([command, args]).toEqual([undefined, undefined]);
    expect(inImage(app, 'CMD')).toContain(`apps/${app}/src/server.ts`);
    const paths = (volumeMounts as { mountPath: string }[]).map(({ mountPath }) => mountPath);
    expect(paths).toEqual(expect.arrayContaining(['/tmp', inImage(app, 'VOLUME')]));
    expect(volumeMounts).toContainEqual({ name: 'data', mountPath: inImage(app, 'VOLUME') });
    const tmp = (pod(app).volumes as Volume[]).find(({ name }) => name === 'tmp');
    // Chromium's shared memory is there.
    expect(tmp?.emptyDir).toEqual({ medium: 'Memory', sizeLimit: app === 'api' ? '64Mi' : '1Gi' });
    // The images of Node give this user the number 1000.
    expect(inImage(app, 'USER')).toBe('node');
    expect(pod(app).securityContext.runAsUser).toBe(1000);
  });

  it('a pod has the time that its service takes to stop', () => {
    const graceMs = Number(settings(app)[`${app.toUpperCase()}_SHUTDOWN_GRACE_MS`]);
    const before = container(app).lifecycle?.preStop.sleep.seconds ?? 0;
    const needed = before + stopSeconds(app, graceMs);
    expect(needed).toBeGreaterThan(before);
    // The engine begins to drain at once; requests still reach an API that is about to end.
    expect(before > 0).toBe(app === 'api');
    expect(pod(app).terminationGracePeriodSeconds).toBeGreaterThanOrEqual(needed);
  });
});

it('the API finds the engines by the headless Service', () => {
  const [, scheme, host, port] = /^dns\+(\w+):\/\/([\w-]+):(\d+)$/.exec(
    settings('api').ENGINE_URLS ?? '',
  ) as RegExpExecArray;
  expect(scheme).toBe('http');
  const { spec } = named(EXAMPLE, 'Service', host as string);
  expect(spec.clusterIP).toBe('None');
  expect(spec.ports).toContainEqual(expect.objectContaining({ port: Number(port) }));
});

it('every secret of the example is used, and each pod is read with the key that opens the metrics alone', () => {
  const used = APPS.flatMap((app) => (container(app).env as FromSecret[]).map(({ name }) => name));
  expect(Object.keys(secrets).filter((name) => !used.includes(name))).toEqual([]);
  const monitors = EXAMPLE.filter(({ kind }) => kind === 'ServiceMonitor');
  expect(monitors).toHaveLength(2);
  for (const monitor of monitors) expectMonitored(monitor);
});

function expectMonitored({ metadata, spec }: Manifest): void {
  const [{ port, path, scheme, authorization }] = spec.endpoints;
  const app = metadata.name.replace('grabber-', '') as App;
  expect(path).toBe(ROUTES[app].metrics.path);
  expect(ROUTES[app].metrics.access).toBe('metrics');
  const key = { name: 'grabber-secrets', key: 'METRICS_KEY' };
  expect(authorization).toEqual({ type: 'Bearer', credentials: key });
  expect(scheme).toBeUndefined();
  expect(Object.keys(secrets)).toContain(key.key);
  const given = (container(app).env as FromSecret[]).find(({ name }) => name === 'METRICS_KEY');
  expect(given?.valueFrom.secretKeyRef).toMatchObject(key);
  const service = named(EXAMPLE, 'Service', metadata.name);
  expect(service.metadata.labels).toMatchObject(spec.selector.matchLabels);
  expect(service.spec.ports).toContainEqual(expect.objectContaining({ name: port }));
  // Each pod behind the Service is a target of its own, whose job is the name that the alerts look for.
  expect(workload(app).spec.template.metadata.labels).toMatchObject(service.spec.selector);
  expect(spec.jobLabel).toBeUndefined();
  expect(metadata.name).toMatch(/^grabber-.+/);
}

it('the engine has the memory and the place that its browsers take by the table of sizes', () => {
  const { ENGINE_MAX_BROWSERS: browsers, DATA_DIR: dataDir } = settings('engine');
  const { requests, limits } = container('engine').resources;
  const [{ spec: claim }] = workload('engine').spec.volumeClaimTemplates;
  const [, gibibytes] = /^(\d+)Gi$/.exec(claim.resources.requests.storage) ?? [];
  // A profile has 50 to 400 MB.
  const profiles = 200 * Number(settings('engine').ENGINE_MAX_SESSIONS);
  expect(Number(gibibytes) * 1_073.741824).toBeGreaterThanOrEqual(profiles);
  const megabytes = (text: string) => Number(/^(\d+)Mi$/.exec(text)?.[1]) * 1.048576;
  expect(megabytes(requests.memory)).toBeGreaterThanOrEqual(120 + 260 * Number(browsers));
  expect(megabytes(limits.memory)).toBeGreaterThanOrEqual(120 + 500 * Number(browsers));
  // What the API took beside a neighbour that takes all it can get.
  const [, most] = /reached (\d+) MB/.exec(readDocument('docs/operating.md')) ?? [];
  const ofApi = container('api').resources.limits.memory.replace('1Gi', '1024Mi');
  expect(megabytes(ofApi)).toBeGreaterThan(2 * Number(most));
  // The root of the volume is open to its group.
  expect(dataDir).toMatch(/^\/data\/./);
});

describe("the engine's filter of system calls", () => {
  const [copy, wait] = containersOf(named(NODE_SETUP, 'DaemonSet', 'seccomp-profile'));

  it('is put where the pod looks for it, from a file of the image', () => {
    const { type, localhostProfile } = pod('engine').securityContext.seccompProfile;
    expect(type).toBe('Localhost');
    const { volumes } = named(NODE_SETUP, 'DaemonSet', 'seccomp-profile').spec.template.spec;
    const folder = volumes[0].hostPath.path.replace('/var/lib/kubelet/seccomp/', '');
    const script = copy?.command[2] as string;
    const [, target] = /mv \S+ \/profiles\/(\S+)/.exec(script) ?? [];
    expect(`${folder}/${target}`).toBe(localhostProfile);
    const [, source = ''] = /cp \/app\/(\S+)/.exec(script) ?? [];
    expect(existsSync(`${ROOT}${source}`)).toBe(true);
    const lines = instructions('engine').map((line) => line.join(' '));
    expect(lines).toContain('COPY apps/engine apps/engine');
    expect(inImage('engine', 'WORKDIR')).toBe('/app');
    expect(wait?.command).toEqual(['sleep', 'infinity']);
  });

  it('has only fields of the OCI runtime, which a kubelet passes on as they are', () => {
    const profile = JSON.parse(readDocument('apps/engine/seccomp.json'));
    expect(Object.keys(profile).sort()).toEqual(
      ['architectures', 'defaultAction', 'defaultErrnoRet', 'syscalls'].sort(),
    );
    const fields = new Set(profile.syscalls.flatMap((rule: object) => Object.keys(rule)));
    const known = ['action', 'args', 'comment', 'errnoRet', 'names'];
    expect([...fields].filter((field) => !known.includes(field as string))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  containersOf,
  filesIn,
  type Manifest,
  named,
  namedFiles,
  render,
} from '../support/kubernetes/render.ts';
import { problemsOf } from '../support/kubernetes/validate.ts';
import { readDocument } from '../support/markdown.ts';

const ROOM = 'deploy/kubernetes';
const COMPONENTS = ['cpu-only', 'keda', 'monitoring'];
const FOLDERS = [
  ...['base', 'node-setup', 'overlays/example'],
  ...COMPONENTS.map((name) => `components/${name}`),
].map((path) => `${ROOM}/${path}`);
const NOT_LISTED = ['kustomization.yaml', 'secrets.env', 'secrets.env.example'];

const BASE = render(`${ROOM}/base`);
const NODE_SETUP = render(`${ROOM}/node-setup`);
const EXAMPLE = render(`${ROOM}/overlays/example`);
const CPU_ONLY = render(`${ROOM}/components/cpu-only`, structuredClone(BASE));
const PODS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const title = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
const workloads = (all: readonly Manifest[]) => all.filter(({ kind }) => PODS.includes(kind));
const rows = (all: readonly Manifest[]) => all.map((one) => [title(one), one] as const);

type Selector = { readonly matchLabels?: Record<string, string> };
type Rule = {
  readonly ports: readonly { readonly port: string | number }[];
  readonly to?: readonly { readonly podSelector?: Selector }[];
};

it.each(FOLDERS)('%s lists each file beside it, and no file that is missing', (folder) => {
  const listed = namedFiles(folder).map((name) => name.replace(/secrets\.env$/, '$&.example'));
  const found = filesIn(folder);
  expect(listed.filter((name) => !found.includes(name))).toEqual([]);
  const unlisted = found.filter((name) => !listed.includes(name) && !NOT_LISTED.includes(name));
  expect(unlisted).toEqual([]);
});

describe('by the schema of its API version', () => {
  it.each(rows(EXAMPLE))('the example holds a valid %s', (_, manifest) => {
    expect(problemsOf(manifest)).toEqual([]);
  });
  it.each(rows(NODE_SETUP))('the set-up of the nodes holds a valid %s', (_, manifest) => {
    expect(problemsOf(manifest)).toEqual([]);
  });
  it.each(rows([...BASE, ...CPU_ONLY]))('without an overlay %s is valid', (_, manifest) => {
    expect(problemsOf(manifest)).toEqual([]);
  });

  it('a wrong type, a misspelled field and an unknown kind are found', () => {
    const service = structuredClone(named(BASE, 'Service', 'grabber-api'));
    service.spec.ports[0].port = 'http';
    expect(problemsOf(service)).toEqual([expect.stringContaining('must be integer')]);
    const workload = structuredClone(named(BASE, 'Deployment', 'grabber-api'));
    workload.spec.template.spec.containers[0].livenesProbe = {};
    const path = '/spec/template/spec/containers/0/livenesProbe';
    expect(problemsOf(workload)).toEqual([`${path} is no field of apps/v1 Deployment`]);
    expect(problemsOf({ ...service, apiVersion: 'v2' })).toEqual([
      'There is no schema of v2 Service',
    ]);
  });
});

it('a patch changes what it names, and the processor alone remains without the adapter', () => {
  const metrics = (all: Manifest[]) =>
    named(all, 'HorizontalPodAutoscaler', 'grabber-api').spec.metrics;
  expect(metrics(BASE)).toHaveLength(2);
  expect(metrics(CPU_ONLY)).toEqual([expect.objectContaining({ type: 'Resource' })]);
  const [, toDatabase] = named(EXAMPLE, 'NetworkPolicy', 'grabber-api').spec.egress;
  expect(toDatabase).toEqual({
    ports: [{ protocol: 'TCP', port: 5432 }],
    to: [{ ipBlock: { cidr: '10.20.0.0/24' } }],
  });
});

it('what selects pods selects some, and what scales a workload is the only one to number its pods', () => {
  const labels = workloads(EXAMPLE).map(({ spec }) => spec.template.metadata.labels);
  const selectors = EXAMPLE.flatMap(({ kind, spec }) => {
    if (kind === 'Service') return [spec.selector];
    if (kind === 'NetworkPolicy') return [spec.podSelector.matchLabels];
    return kind === 'PodDisruptionBudget' ? [spec.selector.matchLabels] : [];
  });
  for (const selector of selectors) {
    expect(labels).toContainEqual(expect.objectContaining(selector));
  }
  const scaled = EXAMPLE.flatMap(({ spec }) => spec?.scaleTargetRef ?? []);
  expect(scaled.map(({ name }) => name)).toEqual(['grabber-api', 'grabber-engine']);
  for (const { kind, name } of scaled) {
    expect(named(EXAMPLE, kind, name).spec.replicas).toBeUndefined();
  }
});

describe.each(rows(workloads([...EXAMPLE, ...NODE_SETUP])))('what %s refers to', (_, { spec }) => {
  const pod = spec.template.spec;
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  const namesOf = (kind: string) =>
    EXAMPLE.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);

  it('is there: its account, settings, volumes and secrets', () => {
    const accounts = pod.serviceAccountName ? [pod.serviceAccountName] : [];
    expect(namesOf('ServiceAccount')).toEqual(expect.arrayContaining(accounts));
    const volumes = [...(pod.volumes ?? []), ...(spec.volumeClaimTemplates ?? [])].map(
      ({ name, metadata }) => name ?? metadata.name,
    );
    for (const { volumeMounts = [], envFrom = [], env = [] } of containers) {
      for (const { name } of volumeMounts) expect(volumes).toContain(name);
      for (const { configMapRef } of envFrom)
        expect(namesOf('ConfigMap')).toContain(configMapRef.name);
      for (const { valueFrom } of env)
        expect(namesOf('Secret')).toContain(valueFrom.secretKeyRef.name);
    }
  });

  it('has a port of each name that probes use', () => {
    for (const { ports = [], ...container } of containers) {
      const names = ports.map(({ name }: { name: string }) => name);
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
        if (container[probe]) expect(names).toContain(container[probe].httpGet.port);
    }
  });
});

it('what is let in by name is a port of the pods that it is for', () => {
  const policies = EXAMPLE.filter(({ kind }) => kind === 'NetworkPolicy');
  const allowed = policies.flatMap(({ spec }) => [
    ...(spec.ingress ?? []).map((rule: Rule) => [spec.podSelector, rule] as const),
    ...(spec.egress ?? []).flatMap((rule: Rule) =>
      (rule.to ?? []).filter((to) => to.podSelector).map((to) => [to.podSelector, rule] as const),
    ),
  ]);
  expect(allowed.length).toBeGreaterThan(3);
  for (const [{ matchLabels }, { ports }] of allowed) {
    const pods = workloads(EXAMPLE).filter(({ spec }) =>
      Object.entries(matchLabels ?? {}).every(([key, value]) => {
        return spec.template.metadata.labels[key] === value;
      }),
    );
    expect(pods).not.toEqual([]);
    for (const { spec } of pods) {
      const known = spec.template.spec.containers[0].ports.map((one: { name: string }) => one.name);
      expect(known).toEqual(
        expect.arrayContaining(ports.map((one: { port: unknown }) => one.port)),
      );
    }
  }
});

it('the ingress leads to a port of the API, and a budget leaves room to drain a node', () => {
  const [rule] = named(EXAMPLE, 'Ingress', 'grabber-api').spec.rules;
  const { name, port } = rule.http.paths[0].backend.service;
  const { ports } = named(EXAMPLE, 'Service', name).spec;
  expect(ports).toContainEqual(expect.objectContaining({ name: port.name }));
  const { minAvailable } = named(EXAMPLE, 'PodDisruptionBudget', 'grabber-api').spec;
  const { minReplicas } = named(EXAMPLE, 'HorizontalPodAutoscaler', 'grabber-api').spec;
  expect(minAvailable).toBeLessThan(minReplicas);
  const { spec } = named(EXAMPLE, 'PodDisruptionBudget', 'grabber-engine');
  expect(spec.maxUnavailable).toBe(1);
});

it('lets the engine be reached from the API alone, and reach no private address', () => {
  const { ingress, egress } = named(BASE, 'NetworkPolicy', 'grabber-engine').spec;
  const api = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'grabber-api' } } };
  expect(ingress).toEqual([{ from: [api], ports: [{ protocol: 'TCP', port: 'http' }] }]);
  expect(egress).toHaveLength(1);
  const [v4, v6] = egress[0].to;
  expect(v4.ipBlock.except).toEqual(
    expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']),
  );
  expect(v6.ipBlock.except).toEqual(['fc00::/7', 'fe80::/10']);
});

it('lets Prometheus alone in from its namespace, to the port of each service and to nothing else', () => {
  const scraper = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
  };
  const policies = EXAMPLE.filter(
    ({ kind, spec }) => kind === 'NetworkPolicy' && JSON.stringify(spec).includes('monitoring'),
  );
  expect(policies.map(({ spec }) => spec)).toEqual(
    ['grabber-api', 'grabber-engine'].map((name) => ({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [scraper], ports: [{ protocol: 'TCP', port: 'http' }] }],
    })),
  );
});

it.each(rows(workloads(BASE)))('%s runs with no right that it does not need', (_, { spec }) => {
  const pod = spec.template.spec;
  expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
  for (const { securityContext, resources, volumeMounts } of pod.containers) {
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(resources.requests).toHaveProperty('memory');
    expect(resources.limits).toHaveProperty('memory');
    expect(volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
  }
});

it('gives each engine a volume that outlives it, and seals profiles elsewhere before engines come and go', () => {
  const { spec } = named(EXAMPLE, 'StatefulSet', 'grabber-engine');
  expect(spec.volumeClaimTemplates).toHaveLength(1);
  expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({
    whenDeleted: 'Retain',
    whenScaled: 'Retain',
  });
  expect(spec.serviceName).toBe('grabber-engine');
  const service = named(EXAMPLE, 'Service', 'grabber-engine');
  // An engine that drains is asked until it has put its last session to sleep.
  expect(service.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  const settings = named(EXAMPLE, 'ConfigMap', 'grabber-engine-settings').data;
  expect(settings).toHaveProperty('PROFILE_STORE');
});

it('names the images by the version of this project in the example', () => {
  const { version } = JSON.parse(readDocument('package.json')) as { version: string };
  const images = [...EXAMPLE, ...NODE_SETUP].flatMap(containersOf).map(({ image }) => image);
  const names = new Set(images.map((image) => image.replace('example.com/', '')));
  expect([...names].sort()).toEqual([
    `whatsapp-contact-grabber-api:${version}`,
    `whatsapp-contact-grabber-engine:${version}`,
  ]);
});

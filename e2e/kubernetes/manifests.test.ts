import { describe, expect, it } from 'vitest';
import { filesIn, type Manifest, named, namedFiles, render } from '../support/kubernetes/render.ts';
import { problemsOf } from '../support/kubernetes/validate.ts';

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

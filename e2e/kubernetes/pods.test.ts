import { expect, it } from 'vitest';
import { containersOf, type Manifest, named, render } from '../support/kubernetes/render.ts';
import { readDocument } from '../support/markdown.ts';

const BASE = render('deploy/kubernetes/base');
const NODE_SETUP = render('deploy/kubernetes/node-setup');
const EXAMPLE = render('deploy/kubernetes/overlays/example');
const PODS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const rows = (all: readonly Manifest[]) =>
  all
    .filter(({ kind }) => PODS.includes(kind))
    .map((one) => [`${one.kind} ${one.metadata.name}`, one] as const);

it.each(rows([...EXAMPLE, ...NODE_SETUP]))(
  '%s knows its own pods by their labels',
  (_, { spec }) => {
    const { labels } = spec.template.metadata;
    expect(labels).toMatchObject(spec.selector.matchLabels);
    const { affinity, topologySpreadConstraints = [] } = spec.template.spec;
    const apart =
      affinity?.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.map(
        ({ podAffinityTerm }: { podAffinityTerm: object }) => podAffinityTerm,
      ) ?? [];
    for (const { labelSelector, topologyKey } of [...topologySpreadConstraints, ...apart]) {
      expect(labels).toMatchObject(labelSelector.matchLabels);
      expect(topologyKey).toBe('kubernetes.io/hostname');
    }
  },
);

it('an update always leaves enough of them', () => {
  const { strategy } = named(EXAMPLE, 'Deployment', 'grabber-api').spec;
  expect(strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
  const engines = named(EXAMPLE, 'StatefulSet', 'grabber-engine').spec;
  expect(engines.updateStrategy).toEqual({ type: 'RollingUpdate' });
  // One that does not get ready must not keep the others from their start.
  expect(engines.podManagementPolicy).toBe('Parallel');
  expect(engines.minReadySeconds).toBeGreaterThan(0);
});

it.each(rows(BASE))('%s runs with no right that it does not need', (_, { spec }) => {
  const pod = spec.template.spec;
  expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  const { seccompProfile, ...user } = pod.securityContext;
  expect(user).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000 });
  expect(['RuntimeDefault', 'Localhost']).toContain(seccompProfile.type);
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) expect(pod[field]).toBeUndefined();
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
  const [{ spec: claim }] = spec.volumeClaimTemplates;
  expect(claim.accessModes).toEqual(['ReadWriteOncePod']);
  expect(claim.storageClassName).toBe('encrypted');
  // Otherwise root alone could write to a new one.
  const { fsGroup, fsGroupChangePolicy, runAsGroup } = spec.template.spec.securityContext;
  expect([fsGroup, fsGroupChangePolicy]).toEqual([runAsGroup, 'OnRootMismatch']);
  expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({
    whenDeleted: 'Retain',
    whenScaled: 'Retain',
  });
  expect(spec.serviceName).toBe('grabber-engine');
  const service = named(EXAMPLE, 'Service', 'grabber-engine');
  // An engine that drains is asked until it has put its last session to sleep.
  expect(service.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  const settings = named(EXAMPLE, 'ConfigMap', 'grabber-engine-settings').data;
  expect(settings.PROFILE_STORE).toMatch(/^s3:/);
  expect(named(EXAMPLE, 'Secret', 'grabber-secrets').data).toHaveProperty('AWS_SECRET_ACCESS_KEY');
});

it('names the images by the version of this project in the example', () => {
  const { version } = JSON.parse(readDocument('package.json')) as { version: string };
  const imagesOf = (all: Manifest[], kind: string, name: string) =>
    containersOf(named(all, kind, name)).map(({ image }) => image.replace(/^.*-|:.*/g, ''));
  expect(imagesOf(EXAMPLE, 'Deployment', 'grabber-api')).toEqual(['api']);
  expect(imagesOf(EXAMPLE, 'StatefulSet', 'grabber-engine')).toEqual(['engine']);
  // The API's image has no filter of system calls.
  expect(imagesOf(NODE_SETUP, 'DaemonSet', 'seccomp-profile')).toEqual(['engine', 'engine']);
  const images = [...EXAMPLE, ...NODE_SETUP].flatMap(containersOf).map(({ image }) => image);
  const names = new Set(images.map((image) => image.replace('example.com/', '')));
  expect([...names].sort()).toEqual([
    `whatsapp-contact-grabber-api:${version}`,
    `whatsapp-contact-grabber-engine:${version}`,
  ]);
});

it('the files of the nodes belong to root, in a namespace that lets a pod have them', () => {
  const { spec } = named(NODE_SETUP, 'DaemonSet', 'seccomp-profile').spec.template;
  const [{ securityContext, volumeMounts, command }] = spec.initContainers;
  expect(securityContext).toMatchObject({ runAsUser: 0, runAsNonRoot: false });
  expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false });
  expect(spec.containers[0].securityContext).toMatchObject({ runAsNonRoot: true });
  const [{ mountPath }] = volumeMounts;
  const written = command[2].match(/\/prof\S+(?=\/)/g);
  expect(new Set(written)).toEqual(new Set([mountPath]));
});

it.each([
  ['the example', EXAMPLE, 'restricted'],
  ['the set-up of the nodes', NODE_SETUP, 'privileged'],
])('%s is in the namespace that it makes', (_, all, standard) => {
  const [namespace, ...others] = all.filter(({ kind }) => kind === 'Namespace');
  expect(others).toEqual([]);
  expect(namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe(standard);
  const inside = all.filter(({ kind }) => kind !== 'Namespace');
  const names = inside.map(({ metadata }) => metadata.namespace);
  expect(new Set(names)).toEqual(new Set([namespace?.metadata.name]));
});

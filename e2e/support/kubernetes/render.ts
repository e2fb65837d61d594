import { readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT, readDocument } from '../markdown.ts';
import { applyPatch, type PatchStep } from './json-patch.ts';

export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the schemas say what each kind holds
  [field: string]: any;
};

type Generator = {
  readonly name: string;
  readonly behavior?: 'merge';
  readonly literals?: readonly string[];
  readonly envs?: readonly string[];
  readonly options?: { disableNameSuffixHash: true };
};

type Kustomization = {
  readonly apiVersion: string;
  readonly kind: 'Kustomization' | 'Component';
  readonly namespace?: string;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly configMapGenerator?: readonly Generator[];
  readonly secretGenerator?: readonly Generator[];
  readonly patches?: readonly { target: { kind: string; name: string }; path: string }[];
  readonly images?: readonly { name: string; newName: string; newTag: string }[];
  readonly labels?: readonly { pairs: Record<string, string>; includeTemplates?: boolean }[];
};

const KNOWN_FIELDS = [
  ...['apiVersion', 'kind', 'namespace', 'resources', 'components', 'configMapGenerator'],
  ...['secretGenerator', 'patches', 'images', 'labels'],
];

/** Throws for a field that `render` does not know. */
function readKustomization(folder: string): Kustomization {
  const found = parse(readDocument(`${folder}/kustomization.yaml`)) as Kustomization;
  const unknown = Object.keys(found).filter((field) => !KNOWN_FIELDS.includes(field));
  if (unknown.length > 0) throw new Error(`${folder} has unknown fields: ${unknown.join(', ')}`);
  return found;
}

/** The files that a kustomization names, as it names them. */
export function namedFiles(folder: string): string[] {
  const { resources = [], patches = [], secretGenerator = [] } = readKustomization(folder);
  const envs = secretGenerator.flatMap((generator) => generator.envs ?? []);
  const files = resources.filter((path) => !isFolder(join(folder, path)));
  return [...files, ...patches.map(({ path }) => path), ...envs];
}

export function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).filter((name) => !isFolder(join(folder, name)));
}

/**
 * What `kubectl kustomize` makes of a folder, in the part of its language that `deploy` uses, and without the hashes at
 * the end of names. Secrets have the names of the example and no values. Throws where a patch has no target.
 */
export function render(folder: string, below: readonly Manifest[] = []): Manifest[] {
  const found = readKustomization(folder);
  const { resources = [], components = [], patches = [], images = [], labels = [] } = found;
  let all = [...below, ...resources.flatMap((path) => load(normalize(join(folder, path))))];
  for (const path of components) all = render(normalize(join(folder, path)), all);
  for (const generator of found.configMapGenerator ?? []) {
    all = generated(all, 'ConfigMap', generator, literalsOf(generator));
  }
  for (const generator of found.secretGenerator ?? []) {
    all = generated(all, 'Secret', generator, secretsOf(folder, generator));
  }
  for (const { target, path } of patches) {
    const steps = parse(readDocument(join(folder, path))) as PatchStep[];
    applyPatch(named(all, target.kind, target.name), steps);
  }
  for (const manifest of all) {
    for (const container of containersOf(manifest)) {
      const image = images.find(({ name }) => name === container.image);
      if (image) container.image = `${image.newName}:${image.newTag}`;
    }
    if (found.namespace && manifest.kind !== 'Namespace')
      manifest.metadata.namespace = found.namespace;
    for (const one of labels) addLabels(manifest, one);
  }
  return all;
}

/** Throws where it is missing. */
export function named(all: readonly Manifest[], kind: string, name: string): Manifest {
  const found = all.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return found;
}

export type Container = {
  readonly name: string;
  image: string;
  // biome-ignore lint/suspicious/noExplicitAny: the schemas say what it holds
  readonly [field: string]: any;
};

/** Those that start a pod among them. */
export function containersOf(manifest: Manifest): Container[] {
  const pod = manifest.spec?.template?.spec;
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

function load(path: string): Manifest[] {
  if (isFolder(path)) return render(path);
  return parseAllDocuments(readDocument(path)).map((document) => document.toJS() as Manifest);
}

function generated(
  all: readonly Manifest[],
  kind: 'ConfigMap' | 'Secret',
  { name, behavior }: Generator,
  data: Record<string, string>,
): Manifest[] {
  if (behavior === 'merge') {
    Object.assign(named(all, kind, name).data, data);
    return [...all];
  }
  return [...all, { apiVersion: 'v1', kind, metadata: { name }, data }];
}

function literalsOf({ literals = [] }: Generator): Record<string, string> {
  return Object.fromEntries(literals.map((literal) => literal.split(/=(.*)/s)));
}

function secretsOf(folder: string, { envs = [] }: Generator): Record<string, string> {
  const text = envs.map((path) => readDocument(join(folder, `${path}.example`))).join('\n');
  return Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, k, v]) => [k, v]));
}

type AddedLabels = NonNullable<Kustomization['labels']>[number];

function addLabels(manifest: Manifest, { pairs, includeTemplates }: AddedLabels): void {
  const { template, volumeClaimTemplates = [] } = (includeTemplates && manifest.spec) || {};
  for (const { metadata } of [manifest, ...(template ? [template] : []), ...volumeClaimTemplates])
    metadata.labels = { ...metadata.labels, ...pairs };
}

function isFolder(path: string): boolean {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

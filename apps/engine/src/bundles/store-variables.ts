import { isAbsolute } from 'node:path';
import {
  ConfigError,
  previousSecretsVariable,
  secretVariable,
  textVariable,
  type ValuesOf,
  type Variable,
} from '@grabber/service-kit/environment';
import { loadRotatingSecret } from '@grabber/service-kit/secret-file';
import { type BundleKeys, createBundleKeys } from './bundle-keys.ts';
import type { BundleStore } from './bundle-store.ts';
import { createDirectoryStore } from './directory-store.ts';
import type { S3Settings } from './s3-requests.ts';
import { createS3Store } from './s3-store.ts';

/** Where bundles are kept: a folder, or a part of a bucket. */
type StoreAddress =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const S3 = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?$/;

/** The settings of the store of profiles. */
export const STORE_VARIABLES = {
  PROFILE_STORE: addressVariable({
    about: 'Where profiles of sleeping sessions are kept: an absolute path or s3://BUCKET/PREFIX.',
  }),
  PROFILE_STORE_ENDPOINT: endpointVariable({
    about: "Address of an S3-compatible server. Amazon's own when unset.",
  }),
  PROFILE_KEY: secretVariable({
    about: 'Seals the stored profiles. Generated into DATA_DIR when unset.',
  }),
  PROFILE_KEY_PREVIOUS: previousSecretsVariable({
    about: 'Replaced keys that still open stored profiles, separated by commas.',
  }),
  AWS_REGION: textVariable({ fallback: 'us-east-1', about: 'Region of the bucket.' }),
  AWS_ACCESS_KEY_ID: textVariable({ fallback: undefined, about: 'Name of the key of the bucket.' }),
  AWS_SECRET_ACCESS_KEY: textVariable({
    fallback: undefined,
    isSecret: true,
    about: 'The key of the bucket.',
  }),
  AWS_SESSION_TOKEN: textVariable({
    fallback: undefined,
    isSecret: true,
    about: 'Of a key of the bucket that expires.',
  }),
};

export type StoreConfig = {
  /** Null: no profile is stored. */
  readonly openStore: (() => BundleStore) | null;
  readonly key: string | undefined;
  readonly previousKeys: readonly string[];
};

/** Throws ConfigError for a bucket without a key. */
export function storeConfig(values: ValuesOf<typeof STORE_VARIABLES>): StoreConfig {
  const { PROFILE_STORE: address, PROFILE_KEY: key, PROFILE_KEY_PREVIOUS: previousKeys } = values;
  const openStore = address === undefined ? null : storeOpener(address, values);
  return { openStore, key, previousKeys };
}

function storeOpener(
  address: StoreAddress,
  values: ValuesOf<typeof STORE_VARIABLES>,
): () => BundleStore {
  if (address.kind === 'directory') return () => createDirectoryStore(address.path);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing =
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are needed for a PROFILE_STORE in a bucket.';
    throw new ConfigError([missing]);
  }
  const settings: S3Settings = {
    bucket: address.bucket,
    prefix: address.prefix,
    endpoint: values.PROFILE_STORE_ENDPOINT,
    region: values.AWS_REGION,
    accessKeyId,
    secretAccessKey,
    sessionToken: values.AWS_SESSION_TOKEN,
  };
  return () => createS3Store(settings);
}

/** The keys of the settings, else those of DATA_DIR. */
export async function loadBundleKeys(
  dataDir: string,
  config: StoreConfig,
): Promise<{ keys: BundleKeys; isNew: boolean }> {
  const { key: current, previousKeys: previous } = config;
  const secret = await loadRotatingSecret({ dataDir, name: 'profile-key', current, previous });
  return { keys: createBundleKeys(secret), isNew: secret.created };
}

function addressVariable(options: { about: string }): Variable<StoreAddress | undefined> {
  return {
    ...options,
    fallback: undefined,
    parse(text) {
      if (isAbsolute(text)) return { kind: 'directory', path: text };
      const [, bucket, path = ''] = S3.exec(text) ?? [];
      if (bucket !== undefined) {
        return { kind: 's3', bucket, prefix: path.split('/').filter(Boolean).join('/') };
      }
      throw new Error('must be an absolute path, or s3://BUCKET/PREFIX in A-Z a-z 0-9 . _ - and /');
    },
  };
}

function endpointVariable(options: { about: string }): Variable<string | undefined> {
  return {
    ...options,
    fallback: undefined,
    parse(text) {
      if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
      throw new Error('must be an address like https://s3.example.org');
    },
  };
}

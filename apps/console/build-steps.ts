import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const MAX_FIRST_LOAD_BYTES = 200 * 1024;
/** Below it a compressed file saves nothing. */
const MIN_COMPRESSED_BYTES = 1_024;
const COMPRESSED = /\.(?:js|css|svg)$/;

type Part = Rolldown.OutputAsset | Rolldown.OutputChunk;

/** What the first screen shows, in one of the languages. */
const FIRST_TEXTS = /messages\/(\w+)\/(?:common|sign-in|accounts)\.ts$/;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const textOf = (part: Part) => (part.type === 'chunk' ? part.code : part.source);

/**
 * Fails the build when what a first visit loads is more than 200 KiB of gzip: the entry, what it imports, the styles, the
 * largest language and the screen of the accounts.
 */
export function checkFirstLoad(): Plugin {
  return {
    name: 'check-first-load',
    generateBundle(_, bundle) {
      const parts = Object.values(bundle) as Part[];
      const sizeOf = (part: Part) => gzipSync(textOf(part)).byteLength;
      const chunks = parts.filter((part) => part.type === 'chunk');
      const loaded = new Set<string>();
      const load = (name: string) => {
        const chunk = chunks.find(({ fileName }) => fileName === name);
        if (!chunk || loaded.has(name)) return;
        loaded.add(name);
        for (const imported of chunk.imports) load(imported);
      };
      for (const { fileName, isEntry, name } of chunks) {
        if (isEntry || name === 'accounts-screen') load(fileName);
      }
      const languages = Map.groupBy(
        chunks.filter(({ facadeModuleId }) => FIRST_TEXTS.test(facadeModuleId ?? '')),
        ({ facadeModuleId }) => FIRST_TEXTS.exec(facadeModuleId ?? '')?.[1],
      );
      if (languages.size === 0) this.error('The texts of the first load were not found.');
      const texts = [...languages.values()].map((files) => sum(files.map(sizeOf)));
      const styles = parts.filter(({ fileName }) => fileName.endsWith('.css')).map(sizeOf);
      const scripts = chunks.filter(({ fileName }) => loaded.has(fileName)).map(sizeOf);
      const bytes = sum([...scripts, ...styles, Math.max(...texts)]);
      const kib = (bytes / 1024).toFixed(0);
      if (bytes > MAX_FIRST_LOAD_BYTES)
        this.error(`The first load is ${kib} KiB of gzip, more than 200.`);
      this.info(`First load: ${kib} KiB of gzip.`);
    },
  };
}

const BY_BROWSER = "domEnv ? nav.language : 'en-US'";

/**
 * The chart's library makes a format in the browser's language as soon as it is loaded, and throws where that is no valid
 * tag, such as `en-US@posix`. We give it our own formats, so it needs none.
 */
export function calmUPlot(): Plugin {
  return {
    name: 'calm-uplot',
    transform(code, id) {
      if (!/uPlot\.esm\.js$/.test(id)) return null;
      if (!code.includes(BY_BROWSER)) this.error('uPlot no longer has what calmUPlot() replaces.');
      return { code: code.replace(BY_BROWSER, "'en-US'"), map: null };
    },
  };
}

/** Writes each file compressed beside itself, as the API sends it. */
export function compressAssets(): Plugin {
  let folder = '';
  return {
    name: 'compress-assets',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir, 'assets');
    },
    async writeBundle() {
      const names = (await readdir(folder)).filter((name) => COMPRESSED.test(name));
      await Promise.all(names.map((name) => compressFile(join(folder, name))));
    },
  };
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.byteLength < MIN_COMPRESSED_BYTES) return;
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content));
  await writeFile(`${file}.gz`, await promisify(gzip)(content));
}

import { spawnSync } from 'node:child_process';
import { type Component, DPKG_FORMAT, debianComponents } from './components.ts';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Three parts, each after a line of its own. No part of an image holds this text. */
const MARK = '--next part--';
const QUESTIONS = [
  `dpkg-query --show --showformat '${DPKG_FORMAT}'`,
  '. /etc/os-release && echo "$VERSION_ID"',
  'node --version || true',
].join(` && echo '${MARK}' && `);

/** What an image of this product holds beside npm packages. Throws when Docker cannot run it. */
export function readImage(image: string): Component[] {
  const args = ['run', '--rm', '--network=none', '--entrypoint=sh', image, '-c', QUESTIONS];
  const result = spawnSync('docker', args, { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES });
  if (result.status !== 0) {
    const [reason = ''] = (result.stderr || String(result.error)).trim().split('\n');
    throw new Error(`Docker could not look into the image ${image}: ${reason}`);
  }
  const [packages = '', release = '', node = ''] = result.stdout.split(`${MARK}\n`);
  const version = node.trim().replace('v', '');
  const purl = `pkg:generic/node@${version}`;
  const found = debianComponents(packages, release.trim());
  if (version === '') return found;
  return [{ type: 'platform', name: 'node', version, purl, 'bom-ref': purl }, ...found];
}

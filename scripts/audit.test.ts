import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('audit.ts', import.meta.url));

/** Runs the audit against a registry that answers it so. */
async function auditAgainst(status: number, answer: object) {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await audit(`http://127.0.0.1:${port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function audit(registry: string) {
  const env = { ...process.env, pnpm_config_registry: registry, pnpm_config_fetch_retries: '0' };
  const child = spawn(process.execPath, [SCRIPT], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, output };
}

it('ends with 0 when the registry knows no vulnerability', async () => {
  const { code, output } = await auditAgainst(200, {});
  expect(output).toContain('No known vulnerabilities found');
  expect(code).toBe(0);
});

it('ends with 1 and names the package when the registry knows one', async () => {
  const url = 'https://github.com/advisories/GHSA-xxxx-xxxx-xxxx';
  const advisory = { id: 1, url, title: 'Bad', severity: 'high', vulnerable_versions: '<99' };
  const { code, output } = await auditAgainst(200, { fastify: [advisory] });
  expect(output).toContain('fastify');
  expect(output).toContain(url);
  expect(code).toBe(1);
});

it('says in one sentence that nothing was checked when the registry does not answer, and never ends with 0', async () => {
  const refused = await auditAgainst(405, {});
  expect(refused.output).toMatch(/^The registry answers 405 .+ nothing was checked\. .+\n$/);
  expect(refused.code).toBe(2);
  const absent = await audit('http://127.0.0.1:9/');
  expect(absent.output).toMatch(/^The registry cannot be asked .+ nothing was checked\. .+\n$/);
  expect(absent.code).toBe(2);
});

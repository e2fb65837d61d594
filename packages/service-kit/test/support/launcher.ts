// Launches the slow service like the root commands do, prints its pid, and waits to be killed.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('slow-service.ts', import.meta.url));

const child = fork(SERVICE, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
child.stdout?.resume();
child.stderr?.once('data', () => process.send?.({ type: 'starting', pid: child.pid }));
child.on('message', () => process.send?.({ type: 'listening', pid: child.pid }));

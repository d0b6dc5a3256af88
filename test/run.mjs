// npm test: everything but the upgrades of real clusters, which are `npm run test:upgrade`; from a fresh clone on.
// The last line is `N passed, M failed`.
import { spawn } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

await prepare();
const words = process.argv.slice(2);
const projects = words.includes('--project') ? [] : ['--project', 'unit*', '--project', 'hosts'];
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...projects, ...words], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.on('SIGINT', () => child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});

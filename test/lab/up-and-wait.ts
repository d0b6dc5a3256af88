import { upLab } from './lab.js';

// For lab.test.ts: starts one host, says so, and is killed then.
await upLab({ suite: 'bookworm', hosts: 1, prefix: process.argv[2] ?? 'mq', report: () => {} });
process.stdout.write('up\n');
setInterval(() => {}, 60_000);

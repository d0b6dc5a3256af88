// npm run bench: the npm release and the executable beside RabbitMQ's own tool and rabbitmqadmin v2, on three hosts of Debian
// forky. Prints tables of medians and ratios. `-- --queues 10,10000 --connections 10 --rows REGEXP` for a part; needs what `npm test` needs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../lab/child-process.js';
import { findLab, upLab } from '../lab/lab.js';
import { root } from '../surface/source-imports.js';
import { openConnections } from './connections.js';
import { prepareHost } from './measure.js';
import { Programs } from './programs.js';
import { fillWithQueues } from './queues.js';
import { fixedRows, rowsWithConnections, rowsWithQueues } from './rows.js';
import { type Row, sideBySide } from './side-by-side.js';
import { machine, tableOf } from './table.js';

const { values } = parseArgs({
  options: {
    queues: { type: 'string', default: '10,10000,100000' },
    connections: { type: 'string', default: '10,1000' },
    rows: { type: 'string', default: '' },
    prefix: { type: 'string', default: 'bench' },
  },
});

for (const script of ['build', 'build:standalone']) {
  await run(['npm', '--prefix', root, 'run', script, ...(script === 'build' ? [] : ['--', 'x64'])]);
}
const home = mkdtempSync(join(tmpdir(), 'rabbitctl-bench-'));
const found = findLab(values.prefix);
const lab = found ?? (await upLab({ suite: 'forky', hosts: 3, prefix: values.prefix, tls: false }));
try {
  if (found === undefined) await lab.formCluster();
  for (const host of lab.hosts) await prepareHost(host);
  const programs = new Programs(lab, home);
  process.stdout.write(`${machine(lab)}\n\n`);
  const [first, ...more] = values.queues.split(',').map(Number);
  await fillWithQueues(lab, first ?? 10);
  await measure(fixedRows(programs, lab));
  for (const connections of values.connections.split(',').map(Number)) {
    const rows = wanted(rowsWithConnections(programs, connections));
    if (rows.length === 0) continue;
    const end = await openConnections(lab, connections);
    await measure(rows).finally(end);
  }
  for (const queues of [first ?? 10, ...more]) {
    await fillWithQueues(lab, queues);
    await measure(rowsWithQueues(programs, queues));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
  if (found === undefined) await lab.down();
}

function wanted(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ name }) => new RegExp(values.rows).test(name));
}

async function measure(rows: readonly Row[]): Promise<void> {
  for (const row of wanted(rows)) process.stdout.write(`${tableOf(await sideBySide(row))}\n`);
}

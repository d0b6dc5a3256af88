import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WatchRecord } from '../../src/watch/record.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { clientsOf } from './health-clients.js';
import { Operator } from './operator.js';
import { Watched } from './processes.js';
import { ensureCluster, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const usualScreen = '\x1b[?7h\x1b[?25h\x1b[?1049l';

withLab('trixie', 'watch', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;
  let clients: Awaited<ReturnType<typeof clientsOf>> | undefined;

  beforeAll(async () => {
    [first, second] = lastHosts(lab());
    await ensureCluster(first, second);
    operator = new Operator(lab(), { hosts: [first, second] });
    clients = await clientsOf(lab(), first);
    await clients.longQueue();
  });
  afterAll(async () => {
    await clients?.close();
    operator?.leave();
    await first?.ctl('delete_queue', 'long');
  });

  test('on a terminal: nodes go and come, the window changes, and what stood there comes back', async () => {
    const file = join(operator.home, 'seen.ndjson');
    const watch = new Watched(operator.onTerminal('watch', '--interval', '1', '--record', file));
    await watch.says(/\x1b\[\?1049h/);
    await watch.says('2 of 2 nodes run');
    await watch.says(/long .*3 /);
    await toolSays(second, 'stop_app');
    await watch.says(`${second.node} is down`);
    await operator.resizeTerminal(24, 80);
    await toolSays(second, 'start_app');
    await watch.says(`${second.node} runs again`);
    watch.child.stdin.write('?');
    await watch.says('this help, and back');
    watch.child.stdin.write('q');
    const { code, stdout } = await watch.ended;
    expect(code).toBe(0);
    expect(stdout.trimEnd().endsWith(usualScreen)).toBe(true);
    const kinds = records(readFileSync(file, 'utf8')).flatMap(({ events }) => events.map(({ kind }) => kind));
    expect(kinds).toEqual(expect.arrayContaining(['down', 'up']));
  });

  test('Ctrl-C gives the terminal back, too', async () => {
    const watch = new Watched(operator.onTerminal('watch'));
    await watch.says('nodes run');
    watch.child.stdin.write('\x03');
    expect(await watch.ended).toMatchObject({ code: 130, stdout: expect.stringContaining(usualScreen) });
  });

  test('in a pipe a record an interval; a page and a replay are made of them', async () => {
    const [file, page] = ['night.ndjson', 'out.html'].map((name) => join(operator.home, name)) as [string, string];
    // A broker that has just started tells of its memory a few seconds later.
    const last = async () => records((await operator.run('watch', '--for', '1s', '--interval', '1')).stdout).at(-1);
    await until('both to tell of their memory', async () =>
      (await last())?.nodes.every(({ memory }) => memory.used !== null),
    );
    const live = await operator.run('watch', '--for', '3s', '--interval', '1', '--record', file, '--report', page);
    expect(live).toMatchObject({ code: 0, stderr: `The report is in ${page}\n` });
    const seen = records(live.stdout);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen.at(-1)).toMatchObject({
      ...{ version: 1, answered_by: expect.stringContaining('@'), problem: null, alarms: [] },
      nodes: [first, second]
        .toSorted((a, b) => (a.node < b.node ? -1 : 1))
        .map(({ node }) => ({
          ...{ name: node, running: true, http: { answers: true }, drained: false, partitions: [] },
          memory: { used: expect.any(Number), limit: expect.any(Number) },
        })),
      totals: { connections: expect.any(Number), queues: expect.any(Number) },
      rates: { publish: expect.any(Number) },
      queues: { longest: expect.arrayContaining([expect.objectContaining({ name: 'long', unacknowledged: 2 })]) },
    });
    expect(readFileSync(file, 'utf8')).toBe(live.stdout);
    expect(readFileSync(page, 'utf8')).toContain(`<td>${first.node}</td>`);
    const again = await operator.run('watch', '--replay', file, '--speed', '0');
    expect(again).toMatchObject({ code: 0, stdout: live.stdout });
  });

  test('a reader that has seen enough ends it', async () => {
    expect(await operator.shell('"$@" watch --interval 200ms | head -n 1 | wc -l')).toMatchObject({
      code: 0,
      stdout: '1\n',
    });
  });
});

const records = (text: string): readonly WatchRecord[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchRecord);

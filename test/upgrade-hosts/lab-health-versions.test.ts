import { expect, test } from 'vitest';
import { clusterOfTwo } from '../hosts/cluster-of-two.js';
import { healthAsked, told } from '../hosts/health-asked.js';
import type { Operator } from '../hosts/operator.js';
import { toolSays } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withOwnLab } from '../lab/with-own-lab.js';
import { asker } from './whole-cluster.js';

/** What health finds that only some versions have: mirrored queues up to 3.13, Khepri alone from 4.2 on. */
for (const [suite, release] of [
  ['bullseye', '3.8.9'],
  ['bookworm', '3.10.8'],
] as const) {
  withOwnLab({ suite, hosts: 2, prefix: `hm${suite[1]}` }, `mirrors of RabbitMQ ${release}`, (lab) => {
    const cluster = pair(lab);

    test('a mirror that came after the messages is not synchronised, until it is made so', async () => {
      const { first, health } = cluster();
      const ask = asker(lab(), first);
      await ask('PUT', 'queues/%2F/mirrored', { durable: true });
      const message = { payload: 'x', payload_encoding: 'string', properties: {}, routing_key: 'mirrored' };
      await ask('POST', 'exchanges/%2F/amq.default/publish', message);
      const definition = { 'ha-mode': 'all', 'ha-sync-mode': 'manual' };
      await ask('PUT', 'policies/%2F/mirrors', { pattern: '^mirrored$', definition, 'apply-to': 'queues' });
      const report = await until('a mirror without the message', async () => {
        const asked = await health('--skip', 'clock,disk');
        return asked.findings.length > 0 && asked;
      });
      expect({ code: report.code, found: told(report.findings) }).toEqual({ code: 1, found: ['warning mirrors'] });
      expect(report.findings[0]?.message).toContain('mirrored');
      await toolSays(first, 'sync_queue', 'mirrored');
      await until('it to be told no more', async () => (await health('--skip', 'clock,disk')).findings.length === 0);
    });
  });
}

withOwnLab({ suite: 'forky', hosts: 2, prefix: 'hk' }, 'the metadata store of RabbitMQ 4.3.6', (lab) => {
  const cluster = pair(lab);
  // Of two nodes each is needed, all the time.
  const skipped = ['--skip', 'clock,disk,quorum'];

  test('one that has not come up is told on its node, until it has', async () => {
    const { second, health } = cluster();
    expect((await health(...skipped)).findings).toEqual([]);
    // As it is while a node that boots waits for its store.
    const isUp = (up: boolean) =>
      toolSays(second, 'eval', `persistent_term:put({rabbit_db, node(), initialisation_finished}, ${up}).`);
    await isUp(false);
    const { code, findings } = await health(...skipped);
    await isUp(true);
    expect({ code, found: told(findings) }).toEqual({ code: 2, found: [`critical metadata-store ${second.node}`] });
    expect(findings[0]?.advice).toContain('metadata_store_status');
    expect((await health(...skipped)).findings).toEqual([]);
  });
});

/** Both hosts of a lab as one cluster, and health asked of it. */
function pair(lab: () => Lab) {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;
  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
  });
  return () => ({ first, second, health: healthAsked(operator) });
}

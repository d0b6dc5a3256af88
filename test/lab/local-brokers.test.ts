import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labUnavailable } from './debian-packages.js';
import { type LocalBrokers, startLocalBrokers } from './local-brokers.js';

const reason = labUnavailable();

describe.skipIf(reason)(`brokers on this machine${reason ? `: skipped, this machine ${reason}` : ''}`, () => {
  let brokers: LocalBrokers;
  const running = async (name: string) => {
    const { stdout } = await brokers.ctl(name, 'cluster_status', '--formatter', 'json');
    return (JSON.parse(stdout) as { running_nodes: string[] }).running_nodes;
  };

  beforeAll(async () => {
    const ports = { amqpPort: 5682, managementPort: 15682 };
    brokers = await startLocalBrokers(2, { ...ports, name: 'lab_rabbit' });
  });
  afterAll(() => brokers?.stop());

  test('are nodes of their own, then a cluster', async () => {
    const [first = '', second = ''] = brokers.names;
    expect(await running(second)).toEqual([second]);
    await brokers.formCluster();
    expect((await running(first)).sort()).toEqual([first, second]);
  });

  test('leave no process behind', async () => {
    expect(processesOf(brokers.directory)).not.toEqual([]);
    await brokers.stop();
    expect(processesOf(brokers.directory)).toEqual([]);
  });
});

function processesOf(directory: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(directory);
    } catch {
      return false;
    }
  });
}

import { expect, test } from 'vitest';
import { configFrom } from '../../src/cluster/config-text.js';
import { readThreshold, thresholdOf } from '../../src/cluster/health-thresholds.js';
import { resolveSettings } from '../../src/cluster/settings.js';
import { settingsReport } from '../../src/cluster/settings-report.js';

test.each([
  ['80', [80]],
  ['80, 95.5', [80, 95.5]],
  ['off', []],
  ['', undefined],
  ['-1', undefined],
  ['80%', undefined],
])('%j as a threshold', (text, given) => {
  expect(readThreshold(text)).toEqual(given);
});

test('what is not given is as usual; the warning never passes the critical value', () => {
  expect(thresholdOf('memory', undefined)).toEqual({ warning: 80, critical: 95 });
  expect(thresholdOf('memory', [70])).toEqual({ warning: 70, critical: 95 });
  expect(thresholdOf('memory', [97])).toEqual({ warning: 97, critical: 97 });
  expect(thresholdOf('disk', [100])).toEqual({ warning: 100, critical: 100 });
  expect(thresholdOf('queue-length', [5])).toEqual({ warning: 5, critical: undefined });
  expect(thresholdOf('memory', [])).toEqual({ warning: undefined, critical: undefined });
});

const settingsOf = async (text: string) => {
  const { config } = await configFrom(text, '/etc/rabbitctl.toml');
  return resolveSettings({ flags: {}, env: {}, config, machine: { hostname: 'lap', user: 'ops' } });
};

test('the config file: those of the cluster over those of all, each with its origin', async () => {
  const settings = await settingsOf(`default = "prod"
[defaults]
health = { memory = 70, queue_length = [5000, 50000] }
[clusters.prod]
nodes = ["rabbit@mq1"]
health = { queue_length = false, skip = ["clock"] }
`);
  expect(settings.health).toEqual({
    memory: { value: [70], origin: 'defaults in /etc/rabbitctl.toml:3' },
    'queue-length': { value: [], origin: 'clusters.prod in /etc/rabbitctl.toml:6' },
    skip: { value: ['clock'], origin: 'clusters.prod in /etc/rabbitctl.toml:6' },
  });
  const rows = settingsReport(settings).filter(({ name }) => name.startsWith('health'));
  expect(rows.map(({ name, value }) => [name, value])).toEqual([
    ['health memory', ['70']],
    ['health queue-length', 'off'],
    ['health skip', ['clock']],
  ]);
});

test.each([
  ['memory = "80"', 'memory must be a number from 0 on, two of them, or false, not a text'],
  ['memory = [90, 80]', 'of memory the warning, 90, must not be above the critical value, 80'],
  ['memroy = 80', "unknown key 'memroy'"],
])('%s is refused', async (line, says) => {
  await expect(settingsOf(`[defaults.health]\n${line}\n`)).rejects.toThrow(says);
});

import { expect, it } from 'vitest';
import { configFrom } from '../../src/cluster/config-text.js';
import { type Environment, resolveSettings, type SettingsFlags } from '../../src/cluster/settings.js';
import { settingsReport } from '../../src/cluster/settings-report.js';

const file = `[clusters.prod]
nodes = ["rabbit@mq1", "rabbit@mq2"]
api = { username = "ops", password = "s3cret" }

[clusters.prod.node."rabbit@mq2"]
ssh = { port = 2222 }
`;

it('shows each value and where it came from', async () => {
  const rows = await report({ cluster: 'prod' });
  expect(rows).toContain('cluster = prod (flag --cluster)');
  expect(rows).toContain('rabbit@mq1 url = http://mq1:15672 (built in)');
  expect(rows).toContain('rabbit@mq1 username = ops (clusters.prod in c.toml:3)');
  expect(rows).toContain('rabbit@mq1 ssh host = mq1 (host of the node name)');
});

it('shows of further nodes what differs', async () => {
  const rows = await report({ cluster: 'prod' });
  expect(rows.filter((row) => row.startsWith('rabbit@mq2'))).toEqual([
    'rabbit@mq2 url = http://mq2:15672 (built in)',
    'rabbit@mq2 ssh host = mq2 (host of the node name)',
    'rabbit@mq2 ssh port = 2222 (clusters.prod.node."rabbit@mq2" in c.toml:6)',
  ]);
});

it.each<[SettingsFlags, Environment, string]>([
  [{ cluster: 'prod' }, {}, '(set)'],
  [{ url: 'http://u:s3cret@mq1:1' }, {}, '(set)'],
  [{}, { RABBITCTL_PASSWORD: 's3cret' }, '(environment variable RABBITCTL_PASSWORD)'],
  [{ 'password-file': 'pw' }, {}, '(file pw)'],
  [{ username: 'ops' }, {}, '(asked for)'],
  [{ 'password-stdin': true }, {}, '(stdin)'],
])('never shows a password: %j %j', async (flags, env, shown) => {
  const rows = await report(flags, env);
  expect(rows.join('\n')).not.toContain('s3cret');
  expect(rows.find((row) => row.includes('password ='))).toContain(shown);
});

it('shows of a token where it comes from, of a proxy not its password', async () => {
  const env = { RABBITCTL_TOKEN: 's3cret', HTTP_PROXY: 'http://me:s3cret@proxy:3128' };
  const rows = await report({ cluster: 'prod' }, env);
  expect(rows.join('\n')).not.toContain('s3cret');
  expect(rows).toContain('rabbit@mq1 token = (environment variable RABBITCTL_TOKEN) (environment RABBITCTL_TOKEN)');
  expect(rows).toContain('rabbit@mq1 proxy = http://…@proxy:3128 (environment HTTP_PROXY)');
  expect(rows.filter((row) => /username|password/.test(row))).toEqual([]);
});

async function report(flags: SettingsFlags, env: Environment = {}): Promise<string[]> {
  const { config } = await configFrom(file, 'c.toml');
  const settings = resolveSettings({ flags, env, config, machine: { hostname: 'lap', user: 'me' } });
  return settingsReport(settings).map(
    ({ node, name, value, origin }) => `${node ? `${node} ` : ''}${name} = ${value} (${origin})`,
  );
}

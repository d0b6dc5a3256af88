import { compareVersions } from '../../src/cluster/capabilities.js';
import type { Lab } from '../lab/lab.js';
import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { changePlugins, onFirstHost } from './plugins-of-host.js';
import { federationRows } from './rows/federation.js';
import { fewPluginRows } from './rows/few-plugins.js';
import { shardingInterceptorRows } from './rows/interceptors.js';
import { morePluginManagementRows, pluginManagementRows } from './rows/plugin-management.js';
import { shovelRows } from './rows/shovels.js';
import { signingKeyRows } from './rows/signing-keys.js';
import { superStreamRows } from './rows/super-streams.js';

const pluginsOf = ({ version }: Lab): readonly string[] => [
  // The tools of 3.10.8 know the commands of plugins alone that are named.
  ...['rabbitmq_shovel', 'rabbitmq_federation'],
  ...['rabbitmq_shovel_management', 'rabbitmq_federation_management', 'rabbitmq_management_agent'],
  ...[
    'rabbitmq_consistent_hash_exchange',
    'rabbitmq_auth_backend_oauth2',
    ...(isSince(version, '3.9.0') ? ['rabbitmq_stream', 'rabbitmq_stream_management'] : []),
    ...(isSince(version, '3.8.10') && !isSince(version, '4.0.0') ? ['rabbitmq_mqtt'] : []),
    ...(isSince(version, '4.3.6') ? ['rabbitmq_sharding'] : []),
    ...(isSince(version, '4.2.6') ? ['rabbitmq_auth_backend_cache', 'rabbitmq_trust_store'] : []),
  ],
];
const isSince = (version: string, first: string): boolean => compareVersions(version, first) >= 0;

// Commands that plugins add, on a host that has them for as long as these rows run.
describeRows(
  'plugin commands',
  {
    writes: [
      ...shovelRows,
      ...federationRows,
      ...superStreamRows,
      ...signingKeyRows,
      ...fewPluginRows,
      ...shardingInterceptorRows,
      ...pluginManagementRows,
    ],
    onlyInAll: { writes: morePluginManagementRows },
  },
  {
    batched: true,
    prepare: async (lab) => {
      await fillTrustStore(lab);
      await changePlugins(lab, 'set', ['rabbitmq_management', ...pluginsOf(lab)]);
      return async () => {
        await blankFirstHost(lab);
        await changePlugins(lab, 'set', ['rabbitmq_management']);
      };
    },
  },
);

/** Two certificates; without a directory the plugin does not start. */
async function fillTrustStore(lab: Lab): Promise<void> {
  if (!isSince(lab.version, '4.2.6')) return;
  const names = ['trusted', 'other é'].map((name, at) => `-subj '/CN=${name}' -set_serial ${at + 7} -out ${at}.pem`);
  const key = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /dev/null';
  const make = names.map(
    (name) => `openssl req ${key} -utf8 -not_before 20260101000000Z -not_after 20360101000000Z ${name}`,
  );
  await onFirstHost(
    lab,
    'sh',
    '-ec',
    ['mkdir -p -m 755 /var/lib/rabbitmq/trust; cd /var/lib/rabbitmq/trust', ...make].join('\n'),
  );
  await onFirstHost(
    lab,
    'rabbitmqctl',
    'eval',
    'application:set_env(rabbitmq_trust_store, directory, "/var/lib/rabbitmq/trust").',
  );
}

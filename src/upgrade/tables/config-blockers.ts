import { compareVersions } from '../../cluster/capabilities.js';

export interface ConfigFinding {
  readonly level: 'blocker' | 'warning';
  readonly message: string;
  readonly source: string;
}

interface Rule {
  /** The first version that is troubled. */
  readonly since: string;
  /** Of a line of rabbitmq.conf, whose value is compared only where `value` says so. */
  readonly key: RegExp;
  readonly value?: RegExp;
  readonly level: ConfigFinding['level'];
  readonly says: string;
  readonly source: string;
}

/** Settings that stop a version from booting, or that it takes differently. Values are never repeated: they may be secrets. */
const rules: readonly Rule[] = [
  {
    ...{ since: '3.13.0', key: /^mqtt\.subscription_ttl$/, level: 'blocker' },
    ...{
      says: 'is called mqtt.max_session_expiry_interval_seconds now, in seconds: the broker does not boot with the old one',
      source: 'release notes 3.13.0',
    },
  },
  {
    ...{ since: '3.13.0', key: /^ssl_options\.verify$/, value: /^verify_none$/, level: 'warning' },
    ...{
      says: 'is verify_none; with Erlang 26 clients of TLS verify their peer by default',
      source: 'release notes 3.13.0',
    },
  },
  {
    ...{ since: '4.0.0', key: /^classic_queue\.default_version$/, value: /^1$/, level: 'blocker' },
    ...{ says: 'is 1, which is gone: the broker does not boot', source: 'release notes 4.0.1' },
  },
  {
    ...{ since: '4.0.0', key: /^cluster_formation\.randomized_startup_delay_range\./, level: 'blocker' },
    ...{ says: 'is gone: the broker does not boot', source: 'release notes 4.0.1' },
  },
  {
    ...{
      since: '4.0.0',
      key: /^(mqtt\.default_(user|password)|amqp1_0\.default_user|rabbitmq_amqp1_0\.default_vhost)$/,
      level: 'blocker',
    },
    ...{ says: 'is not supported any more', source: 'release notes 4.0.1' },
  },
  {
    ...{
      since: '4.1.0',
      key: /^frame_max$/,
      value: /^[0-9]{1,3}$|^[0-7][0-9]{3}$|^80[0-9]{2}$|^81[0-8][0-9]$|^819[01]$/,
      level: 'warning',
    },
    ...{ says: 'is below 8192, the least that clients may ask for', source: 'release notes 4.1.0' },
  },
  {
    ...{ since: '4.2.0', key: /\.cacerts(\.|$)/, level: 'blocker' },
    ...{ says: 'is gone: use cacertfile', source: 'release notes 4.2.0' },
  },
  {
    ...{ since: '4.3.0', key: /^cluster_partition_handling/, level: 'warning' },
    ...{ says: 'has no effect any more: Raft decides', source: 'release notes 4.3.0' },
  },
];

/** What in rabbitmq.conf troubles the target and did not trouble what runs now. */
export function configFindings(
  files: { readonly 'rabbitmq.conf': string; readonly 'advanced.config': string },
  from: string,
  to: string,
): readonly ConfigFinding[] {
  const settings = settingsOf(files['rabbitmq.conf']);
  return rules
    .filter(({ since }) => compareVersions(from, since) < 0 && compareVersions(to, since) >= 0)
    .flatMap(({ key, value, level, says, source }) =>
      settings
        .filter(([name, set]) => key.test(name) && (value === undefined || value.test(set)))
        .map(([name]) => ({ level, message: `${name} ${says} (${source})`, source })),
    );
}

/** `key = value` lines without comments, the last of a name counting. */
function settingsOf(text: string): readonly (readonly [string, string])[] {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value] = /^\s*([^#=\s][^=]*?)\s*=\s*(.*?)\s*(?:#.*)?$/.exec(line) ?? [];
    if (key !== undefined) found.set(key, value ?? '');
  }
  return [...found];
}

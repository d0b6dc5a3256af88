import type { ConfigFinding } from './config-blockers.js';

/** What a version does with a setting that its predecessors took otherwise. */
export interface ConfigRule {
  /** The first version that is troubled. */
  readonly since: string;
  /** The dotted name: `frame_max` in rabbitmq.conf, `rabbit.frame_max` in advanced.config. */
  readonly key: RegExp;
  /** Which values are troubled; every one when there is no such rule. */
  readonly when?: (value: string) => boolean;
  readonly level: ConfigFinding['level'];
  /** Comes after the name of the setting. */
  readonly says: string;
  readonly source: string;
}

/** A name in rabbitmq.conf that a version's schema has no more stops the broker; in advanced.config nothing reads it. */
export const configRules: readonly ConfigRule[] = [
  {
    ...{ since: '3.12.0', key: /^management\.(enable_uaa|uaa_(client_id|client_secret|location))$/, level: 'blocker' },
    ...{
      says: 'is gone, and the broker does not boot with it: use management.oauth_*',
      source: 'release notes 3.12.0',
    },
  },
  {
    ...{ since: '3.13.0', key: /^mqtt\.subscription_ttl$/, level: 'blocker' },
    says: 'is gone, and the broker does not boot with it: use mqtt.max_session_expiry_interval_seconds, in seconds',
    source: 'release notes 3.13.0',
  },
  {
    ...{ since: '3.13.0', key: /^rabbitmq_mqtt\.subscription_ttl$/, level: 'warning' },
    says: 'has no effect any more: use max_session_expiry_interval_seconds, in seconds',
    source: 'release notes 3.13.0',
  },
  {
    ...{ since: '3.13.0', level: 'warning', when: (value) => value === 'true' },
    key: /^(auth_ldap|rabbitmq_auth_backend_ldap)\.use_(ssl|starttls)$/,
    says: 'is on: with Erlang 26 the certificate of the LDAP server is verified unless it is told not to',
    source: 'release notes 3.13.0',
  },
  {
    ...{ since: '4.0.0', key: /^classic_queue\.default_version$/, level: 'blocker', when: (value) => value === '1' },
    ...{ says: 'is 1, which is gone, and the broker does not boot with it', source: 'release notes 4.0.1' },
  },
  {
    ...{ since: '4.0.0', key: /^cluster_formation\.randomized_startup_delay_range\./, level: 'blocker' },
    ...{ says: 'is gone, and the broker does not boot with it', source: 'release notes 4.0.1' },
  },
  {
    // The notes call them mqtt.default_password and rabbitmq_amqp1_0.default_vhost; these are the names in the schemas of 3.13.7.
    ...{ since: '4.0.0', key: /^(mqtt\.default_(user|pass)|amqp1_0\..+)$/, level: 'blocker' },
    says: 'is gone, and the broker does not boot with it (anonymous clients: anonymous_login_user, anonymous_login_pass)',
    source: 'release notes 4.0.1; schemas of v3.13.7 and v4.0.1',
  },
  {
    ...{ since: '4.0.0', level: 'warning' },
    key: /^(rabbitmq_mqtt\.default_(user|pass)|rabbitmq_amqp1_0\.[^.]+|rabbit\.cluster_formation\.randomized_startup_delay_range)$/,
    ...{ says: 'has no effect any more', source: 'release notes 4.0.1; schemas of v3.13.7 and v4.0.1' },
  },
  {
    ...{ since: '4.1.0', key: /^(rabbit\.)?frame_max$/, level: 'blocker', when: (value) => isBelow(value, 8192) },
    says: 'is below 8192: every AMQP 0-9-1 client would be refused',
    source: 'release notes 4.1.0; rabbit_reader.erl of v4.1.0',
  },
  {
    ...{ since: '4.1.0', level: 'blocker' },
    key: /^cluster_formation\.etcd\.ssl_options\.(dh|dhfile|fail_if_no_peer_cert)$/,
    ...{ says: 'is gone, and the broker does not boot with it', source: 'release notes 4.1.0' },
  },
  {
    ...{ since: '4.2.0', key: /\.cacerts\.[^.]+$/, level: 'blocker' },
    ...{ says: 'is gone, and the broker does not boot with it: use cacertfile', source: 'release notes 4.2.0' },
  },
  {
    ...{ since: '4.2.0', level: 'warning', when: (value) => !/^(rabbit_auth_backend_)?internal$/.test(value) },
    key: /^auth_backends\.\d+(\.auth[nz])?$/,
    says: 'may be that of a plugin: it is dropped unless that plugin is enabled, and the broker does not boot with none left',
    source: 'release notes 4.2.0; rabbit_access_control.erl of v4.2.0',
  },
  {
    ...{ since: '4.2.0', key: /^rabbit\.auth_backends$/, level: 'warning' },
    when: (value) => value !== '[rabbit_auth_backend_internal]',
    says: 'may name plugins: those that are not enabled are dropped, and the broker does not boot with none left',
    source: 'release notes 4.2.0; rabbit_access_control.erl of v4.2.0',
  },
  {
    ...{ since: '4.3.0', key: /^(rabbit\.)?cluster_partition_handling(\.|$)/, level: 'warning' },
    ...{ says: 'has no effect any more: Raft decides', source: 'release notes 4.3.0' },
  },
];

/** A default that changes, for whoever has not set it. */
export interface ConfigDefault {
  readonly since: string;
  readonly key: RegExp;
  readonly says: string;
  readonly source: string;
}

export const configDefaults: readonly ConfigDefault[] = [
  {
    ...{ since: '4.0.0', key: /^(rabbit\.)?max_message_size$/, source: 'release notes 4.0.1' },
    says: 'max_message_size is not set: its default falls from 128 MiB to 16 MiB, and larger messages are refused',
  },
];

/** A size in bytes, as rabbitmq.conf may have it (`4096`, `4KB`); 0 is no limit. */
function isBelow(value: string, limit: number): boolean {
  const [, digits, unit = ''] = /^(\d+)\s*([a-z]*)$/i.exec(value) ?? [];
  const factor = { '': 1, b: 1, kb: 1024 }[unit.toLowerCase()];
  if (digits === undefined || factor === undefined) return false;
  const size = Number(digits) * factor;
  return size > 0 && size < limit;
}

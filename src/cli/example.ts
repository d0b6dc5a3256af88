import type { AnyDefinition } from './command.js';
import { argumentsOf } from './specs.js';

/** The examples of a command: its declared ones, else one with likely values. All are run through the parser by a test. */
export function examplesOf(name: string, definition: AnyDefinition): readonly string[] {
  if (definition.examples !== undefined && definition.examples.length > 0) return definition.examples;
  const node = definition.about === 'node' ? '-n rabbit@mq1 ' : '';
  const words = Object.entries(argumentsOf(definition))
    .filter(([, { required, secret }]) => required && secret !== true)
    .map(([key]) => ofAny[key] ?? key);
  return [`rabbitctl ${node}${[name, ...(ofCommand[name] === undefined ? words : [ofCommand[name]])].join(' ')}`];
}

const ofAny: Readonly<Record<string, string>> = {
  node: 'rabbit@mq3',
  member: 'rabbit@mq3',
  queue: 'orders',
  queue_name: 'orders',
  quorum_queue: 'orders',
  stream: 'events',
  exchange: 'amq.topic',
  vhost: 'shop',
  username: 'alice',
  name: 'orders',
  pattern: "'^orders'",
  configure: "'.*'",
  write: "'.*'",
  read: "'.*'",
  definition: "'{}'",
  value: '\'"text"\'',
  component_name: 'shovel',
  strategy: 'all',
  fraction: '0.4',
  file: 'definitions.json',
  file_path: 'check.erl',
  action: 'plan',
  plugin: 'rabbitmq_shovel',
  plugins: 'rabbitmq_shovel',
  port: '5672',
  protocol: 'amqp',
  explanation: "'the queue moved'",
  'limit_type|all': 'all',
  log_level: 'debug',
  hostname: 'mq1',
  'disc|ram': 'disc',
  disk_limit: '2GB',
  amount: '4GB',
  expression: "'node().'",
  elixir_expression: "'node()'",
  count: '3',
  node_count: '3',
  position: '1',
  type: 'quorum',
  directory: '/var/backups/rabbitmq',
  connection_pid: "'<rabbit@mq1.1.2.3>'",
  link_id: '8e1f7a2b',
  policy: "'30 days'",
  oldnode1: 'rabbit@old',
  newnode1: 'rabbit@new',
  seed_node: 'rabbit@mq1',
  run: '20261125-120301-3f2a',
  feature_flag: 'all',
};

/** Where what is required is not enough, or says little. */
const ofCommand: Readonly<Record<string, string>> = {
  clear_global_parameter: 'cluster_tags',
  clear_operator_policy: 'ceiling',
  clear_parameter: 'federation-upstream west',
  clear_permissions: '-p shop alice',
  clear_policy: 'limit',
  clear_topic_permissions: '-p shop alice',
  clear_vhost_limits: '-p shop',
  decode: `'{encrypted,<<"rZ8y…">>}' "$PASSPHRASE"`,
  decrypt_conf_value: `'{encrypted,<<"rZ8y…">>}' "$PASSPHRASE"`,
  restart_vhost: '-p shop',
  set_cluster_name: 'prod',
  activate_stream_consumer: '--stream events --reference billing',
  encode: '\'"text"\' "$PASSPHRASE"',
  encrypt_conf_value: '\'"text"\' "$PASSPHRASE"',
  list_stream_group_consumers: '--stream events --reference billing',
  'plugins disable': 'rabbitmq_shovel',
  'plugins enable': 'rabbitmq_shovel',
  reset_offset: '--stream events --reference billing',
  set_disk_free_limit: '2GB',
  set_vm_memory_high_watermark: '0.4',
  wait: '--pid 4711',
};

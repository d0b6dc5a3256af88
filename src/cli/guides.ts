import type { Section } from './sections.js';

/** Where to read on: RabbitMQ's guide, or of ours the page in docs/. */
export function guideOf(name: string, section: Section): string {
  return ownPages[name] ?? `https://www.rabbitmq.com/docs/${guides[section]}`;
}

const guides: Readonly<Record<Section, string>> = {
  help: 'cli',
  node_management: 'cli',
  cluster_management: 'clustering',
  replication: 'quorum-queues',
  user_management: 'access-control',
  access_control: 'access-control',
  observability_and_health_checks: 'monitoring',
  parameters: 'parameters',
  policies: 'policies',
  virtual_hosts: 'vhosts',
  queues: 'queues',
  operations: 'cli',
  configuration: 'configure',
  definitions: 'definitions',
  queues_and_messages: 'queues',
  feature_flags: 'feature-flags',
  upgrade: 'upgrade',
  plugin_management: 'plugins',
  plugin: 'plugins',
  other: 'passwords',
  deprecated: 'cli',
  whole_cluster: 'clustering',
};

const operations = 'docs/cluster-operations.md';

const ownPages: Readonly<Record<string, string>> = {
  'rolling-upgrade': 'docs/rolling-upgrade.md',
  'rolling-restart': 'docs/rolling-upgrade.md',
  'restart-node': operations,
  'drain-node': operations,
  'add-node': operations,
  'remove-node': operations,
  'create-cluster': operations,
  health: 'docs/health.md',
  doctor: 'docs/doctor.md',
  'on-node': 'docs/ssh.md',
  completion: 'docs/completion.md',
  'install-links': 'docs/completion.md',
  settings: 'README.md',
};

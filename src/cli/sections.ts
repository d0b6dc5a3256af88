/** Help sections and their titles, in the order of the real tool's help screen. */
export const sections = {
  help: 'Help',
  node_management: 'Nodes',
  cluster_management: 'Cluster',
  replication: 'Replication',
  user_management: 'Users',
  access_control: 'Access control',
  observability_and_health_checks: 'Monitoring, observability and health checks',
  parameters: 'Parameters',
  policies: 'Policies',
  virtual_hosts: 'Virtual hosts',
  queues: 'Queues',
  operations: 'Operations',
  configuration: 'Configuration and environment',
  definitions: 'Definitions',
  queues_and_messages: 'Queues, exchanges, bindings and messages (rabbitctl only)',
  feature_flags: 'Feature flags',
  upgrade: 'Upgrade',
  plugin_management: 'Plugins',
  plugin: 'Commands of plugins',
  other: 'Other',
  deprecated: 'Deprecated',
  whole_cluster: 'Whole clusters (rabbitctl only)',
} as const;

export type Section = keyof typeof sections;

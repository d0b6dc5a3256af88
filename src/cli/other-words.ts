/**
 * What people type who know another tool: `list queues` (rabbitmqadmin v1), `queues list` (v2), `cluster NODE` (rabbitmqctl up
 * to 2.8). The command here that does it, with the first words that it takes; undefined when that is none of them.
 */
export function otherWords(typed: readonly string[], names: readonly string[]): string | undefined {
  const [first = '', second = ''] = typed.map((word) => word.toLowerCase().replaceAll('-', '_'));
  const phrase = phrases[`${first} ${second}`] ?? phrases[first];
  if (phrase !== undefined && names.some((name) => `${phrase} `.startsWith(`${name} `))) return phrase;
  for (const [one, other] of [[first, second], ...splits(first)]) {
    const found = verbAndNoun(one, other, names) ?? verbAndNoun(other, one, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `queues_list` as `queues` and `list`, at each of its dashes. */
function splits(word: string): readonly (readonly [string, string])[] {
  const parts = word.split('_');
  return parts.slice(1).map((_, index) => [parts.slice(0, index + 1).join('_'), parts.slice(index + 1).join('_')]);
}

function verbAndNoun(verb = '', noun = '', names: readonly string[]): string | undefined {
  if (noun === '') return undefined;
  const candidates = (verbs[verb] ?? []).flatMap((here) => forms(noun).map((form) => `${here}_${form}`));
  return candidates.find((name) => names.includes(name));
}

/** `policies` and `policy`, whichever was typed. */
function forms(noun: string): readonly string[] {
  const singular = noun.replace(/ies$/, 'y').replace(/s$/, '');
  const plural = noun.endsWith('s') ? noun : `${noun.replace(/y$/, 'ie')}s`;
  return [noun, singular, plural];
}

/** What others call it, and what it is called here, the likeliest first. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  list: ['list'],
  ls: ['list'],
  show: ['list'],
  get: ['get', 'list'],
  declare: ['declare', 'set', 'add'],
  create: ['add', 'declare', 'set'],
  add: ['add', 'set', 'declare'],
  new: ['add', 'declare', 'set'],
  set: ['set'],
  update: ['set', 'update', 'change'],
  change: ['change', 'set'],
  delete: ['delete', 'clear'],
  remove: ['delete', 'clear'],
  rm: ['delete', 'clear'],
  del: ['delete', 'clear'],
  clear: ['clear', 'delete'],
  close: ['close'],
  purge: ['purge'],
  publish: ['publish'],
  export: ['export'],
  import: ['import'],
  enable: ['enable'],
  restart: ['restart'],
  status: ['cluster'],
  health_check: ['check', 'check_if'],
};

/** Where words differ more than in their order. Sources: rabbitmqadmin 3.x and rabbitmqadmin-ng, their help. */
const phrases: Readonly<Record<string, string>> = {
  cluster: 'join_cluster',
  force_cluster: 'join_cluster',
  leave_cluster: 'remove-node',
  'cluster status': 'cluster_status',
  'status cluster': 'cluster_status',
  'cluster leave': 'remove-node',
  'cluster forget': 'forget_cluster_node',
  'auth_attempts stats': 'list_node_auth_attempt_stats',
  'close user_connections': 'close_all_user_connections',
  'connections close_of_user': 'close_all_user_connections',
  'connections list_of_user': 'list_connections',
  'list user_connections': 'list_connections',
  'users connections': 'list_connections',
  'declare stream': 'declare_queue --queue-type stream',
  'streams declare': 'declare_queue --queue-type stream',
  'delete stream': 'delete_queue',
  'streams delete': 'delete_queue',
  'streams list': 'list_queues name type messages',
  'streams show': 'list_queues',
  'queues show': 'list_queues',
  'queues delete_multiple': 'delete_queue',
  'queues rebalance': 'rebalance',
  'vhosts delete_multiple': 'delete_vhost',
  'vhosts enable_deletion_protection': 'enable_vhost_deletion_protection',
  'vhosts disable_deletion_protection': 'disable_vhost_deletion_protection',
  'definitions export_from_vhost': 'export_definitions',
  'definitions import_into_vhost': 'import_definitions',
  export: 'export_definitions',
  import: 'import_definitions',
  backup: 'export_definitions',
  restore: 'import_definitions',
  'deprecated_features list_used': 'list_deprecated_features --used',
  'list deprecated_features_in_use': 'list_deprecated_features --used',
  'exchanges bind': 'declare_binding',
  'exchanges unbind': 'delete_binding',
  'feature_flags enable_all': 'enable_feature_flag all',
  'federation list_all_links': 'federation_status',
  'federation list_all_upstreams': 'list_parameters',
  'federation declare_upstream': 'set_parameter federation-upstream',
  'federation declare_upstream_for_queues': 'set_parameter federation-upstream',
  'federation declare_upstream_for_exchanges': 'set_parameter federation-upstream',
  'federation delete_upstream': 'clear_parameter federation-upstream',
  get: 'get_messages',
  publish: 'publish_message',
  'health_check cluster_wide_alarms': 'check_alarms',
  'list nodes': 'cluster_status',
  'nodes list': 'cluster_status',
  'show overview': 'cluster_status',
  'show churn': 'health',
  'show endpoint': 'settings',
  'show memory_breakdown_in_bytes': 'memory_breakdown',
  'show memory_breakdown_in_percent': 'memory_breakdown',
  'nodes memory_breakdown_in_bytes': 'memory_breakdown',
  'nodes memory_breakdown_in_percent': 'memory_breakdown',
  'operator_policies list_in': 'list_operator_policies',
  'operator_policies patch': 'set_operator_policy',
  'operator_policies update_definition': 'set_operator_policy',
  'policies list_in': 'list_policies',
  'policies list_conflicting': 'list_policies',
  'policies list_conflicting_in': 'list_policies',
  'policies list_matching_object': 'list_policies_that_match',
  'policies declare_override': 'set_policy',
  'policies declare_blanket': 'set_policy',
  'policies patch': 'set_policy',
  'policies update_definition': 'set_policy',
  'parameters list_all': 'list_parameters',
  'parameters list_in': 'list_parameters',
  'passwords salt_and_hash': 'hash_password',
  'plugins list_all': 'plugins list',
  'plugins list_on_node': 'plugins list',
  'shovels list': 'shovel_status',
  'shovels list_all': 'shovel_status',
  'list shovels': 'shovel_status',
  'shovels declare_amqp091': 'set_parameter shovel',
  'shovels declare_amqp10': 'set_parameter shovel',
  'users permissions': 'list_permissions',
  'users limits': 'list_user_limits',
};

import { describe, expect, it } from 'vitest';
import { otherWords } from '../../src/cli/other-words.js';
import { run, table } from './world.js';

describe.each([
  [
    'rabbitmqadmin v1',
    {
      'list queues': 'list_queues',
      'list users': 'list_users',
      'list vhosts': 'list_vhosts',
      'list nodes': 'cluster_status',
      'list exchanges': 'list_exchanges',
      'list bindings': 'list_bindings',
      'list connections': 'list_connections',
      'list channels': 'list_channels',
      'list permissions': 'list_permissions',
      'list parameters': 'list_parameters',
      'list policies': 'list_policies',
      'list operator_policies': 'list_operator_policies',
      'list vhost_limits': 'list_vhost_limits',
      'show overview': 'cluster_status',
      'declare exchange': 'declare_exchange',
      'declare queue': 'declare_queue',
      'declare binding': 'declare_binding',
      'declare vhost': 'add_vhost',
      'declare user': 'add_user',
      'declare permission': 'set_permissions',
      'declare parameter': 'set_parameter',
      'declare policy': 'set_policy',
      'declare operator_policy': 'set_operator_policy',
      'declare vhost_limit': 'set_vhost_limits',
      'delete queue': 'delete_queue',
      'delete exchange': 'delete_exchange',
      'delete binding': 'delete_binding',
      'delete vhost': 'delete_vhost',
      'delete user': 'delete_user',
      'delete permission': 'clear_permissions',
      'delete parameter': 'clear_parameter',
      'delete policy': 'clear_policy',
      'close connection': 'close_connection',
      'purge queue': 'purge_queue',
      export: 'export_definitions',
      import: 'import_definitions',
      get: 'get_messages',
      publish: 'publish_message',
    },
  ],
  [
    'rabbitmqadmin v2',
    {
      'queues list': 'list_queues',
      'queues declare': 'declare_queue',
      'queues delete': 'delete_queue',
      'queues purge': 'purge_queue',
      'queues rebalance': 'rebalance',
      'streams declare': 'declare_queue --queue-type stream',
      'users list': 'list_users',
      'users declare': 'add_user',
      'users delete': 'delete_user',
      'vhosts list': 'list_vhosts',
      'vhosts declare': 'add_vhost',
      'vhosts delete': 'delete_vhost',
      'policies list': 'list_policies',
      'policies declare': 'set_policy',
      'policies delete': 'clear_policy',
      'policies list_matching_object': 'list_policies_that_match',
      'operator_policies declare': 'set_operator_policy',
      'permissions declare': 'set_permissions',
      'permissions delete': 'clear_permissions',
      'parameters set': 'set_parameter',
      'global_parameters clear': 'clear_global_parameter',
      'user_limits declare': 'set_user_limits',
      'vhost_limits delete': 'clear_vhost_limits',
      'feature_flags enable': 'enable_feature_flag',
      'feature_flags enable_all': 'enable_feature_flag all',
      'feature_flags list': 'list_feature_flags',
      'deprecated_features list_used': 'list_deprecated_features --used',
      'health_check local_alarms': 'check_local_alarms',
      'health_check port_listener': 'check_port_listener',
      'health_check node_is_quorum_critical': 'check_if_node_is_quorum_critical',
      'definitions export': 'export_definitions',
      'definitions import': 'import_definitions',
      'connections close': 'close_connection',
      'connections list': 'list_connections',
      'channels list': 'list_channels',
      'bindings list': 'list_bindings',
      'exchanges bind': 'declare_binding',
      'nodes list': 'cluster_status',
      'nodes memory_breakdown_in_bytes': 'memory_breakdown',
      'passwords salt_and_hash': 'hash_password',
      'plugins list_all': 'plugins list',
      'shovels list_all': 'shovel_status',
      'shovels delete': 'delete_shovel',
      'auth_attempts stats': 'list_node_auth_attempt_stats',
      'get messages': 'get_messages',
      'publish message': 'publish_message',
    },
  ],
  [
    'old and turned words',
    {
      cluster: 'join_cluster',
      'cluster status': 'cluster_status',
      'cluster rabbit@mq1': 'join_cluster',
      user_add: 'add_user',
      queues_list: 'list_queues',
      'vhost-add': 'add_vhost',
      'create user': 'add_user',
    },
  ],
] as const)('%s', (_, rows) => {
  it.each(Object.entries(rows))('%s is %s here', async (typed, meant) => {
    expect(otherWords(typed.split(' '), table.names)).toBe(meant);
    const known = table.names.some((name) => `${meant} `.startsWith(`${name} `));
    expect({ meant, known }).toEqual({ meant, known: true });
    const ran = await run(typed.split(' '));
    expect(ran).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining(`Did you mean '${meant}'?`) });
  });
});

it.each(['frobnicate', 'frobnicate queues', ''])('%j is nobody’s word', (typed) => {
  expect(otherWords(typed.split(' '), table.names)).toBeUndefined();
});

it('words of rabbitmqadmin behind -n NODE are not taken for a command of a plugin', async () => {
  expect(await run(['-n', 'rabbit@mq1', 'cluster', 'rabbit@mq2'])).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('join_cluster'),
  });
});

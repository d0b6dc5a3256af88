import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examplesOf } from '../../src/cli/example.js';
import type { Lab } from '../lab/lab.js';
import { withLab } from '../lab/with-lab.js';
import { commands } from '../surface/snapshot.js';
import { asAdministrator } from './as-administrator.js';
import { Operator } from './operator.js';
import { ensureAlone } from './states.js';

// What help shows, run by a shell against a node, in an order in which each finds what it needs; all others are parsed by
// test/cli/examples.test.ts. What has no place here needs what one node has not: plugins, neighbours, SSH of its own tool.

const story = [
  'add_vhost add_user set_user_tags set_permissions set_topic_permissions declare_exchange declare_queue declare_binding',
  'publish_message get_messages set_policy set_operator_policy set_global_parameter set_user_limits set_vhost_limits',
  'update_vhost_metadata alarms await_startup check_alarms check_local_alarms check_port_listener check_protocol_listener',
  'check_running check_virtual_hosts check_certificate_expiration cluster_status erlang_version is_running list_bindings',
  'list_channels list_connections list_consumers list_deprecated_features list_exchanges list_feature_flags',
  'list_global_parameters list_node_auth_attempt_stats list_operator_policies list_parameters list_permissions list_policies',
  'list_policies_that_match list_queues list_topic_permissions list_user_limits list_user_permissions',
  'list_user_topic_permissions list_users list_vhost_limits list_vhosts listeners memory_breakdown ping server_version status',
  'version settings trace_on trace_off export_definitions import_definitions purge_queue change_password clear_password',
  'clear_policy clear_operator_policy clear_global_parameter clear_user_limits clear_vhost_limits clear_topic_permissions',
  'clear_permissions delete_binding delete_queue delete_exchange delete_user delete_vhost',
]
  .join(' ')
  .split(' ');

withLab('trixie', 'examples of help', (lab: () => Lab) => {
  let operator: Operator;
  let node = '';

  const leave = async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    const http = asAdministrator(lab(), host);
    const made = [
      'vhosts/shop',
      'users/alice',
      'policies/%2F/limit',
      'operator-policies/%2F/ceiling',
      'queues/%2F/scratch',
    ];
    for (const path of [...made, 'exchanges/%2F/a', 'exchanges/%2F/b', 'exchanges/%2F/events', 'queues/%2F/orders']) {
      await http('DELETE', path).catch((error: unknown) => expect(String(error)).toContain(': 404'));
    }
    return { host, http };
  };

  beforeAll(async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    await ensureAlone(host);
    const { http } = await leave();
    node = host.node;
    operator = new Operator(lab(), { hosts: [host] });
    writeFileSync(join(operator.home, 'message.bin'), 'hello');
    // What examples in the virtual host / are about.
    await http('PUT', 'queues/%2F/orders', { durable: true });
    for (const exchange of ['a', 'b', 'events']) await http('PUT', `exchanges/%2F/${exchange}`, { type: 'topic' });
    await http('POST', 'bindings/%2F/e/events/q/orders', { routing_key: 'order.#' });
    await http('POST', 'bindings/%2F/e/events/q/orders', { routing_key: 'a.*' });
  });
  afterAll(async () => {
    operator.leave();
    await leave();
  });

  const permitted = async () => {
    const host = lab().hosts.at(-1);
    if (host === undefined) throw new Error('a lab has a host');
    const all = { configure: '.*', write: '.*', read: '.*' };
    await asAdministrator(lab(), host)('PUT', `permissions/shop/${lab().username}`, all);
  };

  const lines = story.flatMap((name) => {
    const found = commands.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    // jq is not everybody's.
    return examplesOf(name, found.definition).filter((line) => !/\| jq|--import|zcat/.test(line));
  });

  test.each(lines)('%s', async (line) => {
    const here = line
      .replaceAll(/rabbit@mq\d/g, node)
      .replaceAll('-C prod', '-C lab')
      .replace(/\brabbitctl\b/, '"$@"');
    const ran = await operator.shell(`cd '${operator.home}'; SECRET=s3cret; ${here}`);
    expect(ran).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Error') });
    // As with the real tool, nobody may do anything there yet.
    if (line.includes(' add_vhost ')) await permitted();
  });

  test('completion asks it for names', async () => {
    const { stdout } = await operator.run('__complete', 'fish', '=or', 'purge_queue');
    expect(stdout).toBe('orders\n');
    for (const [words, expected] of [
      [['=gu', 'delete_user'], 'guest\n'],
      [['=ev', 'delete_exchange'], 'events\n'],
      [['=', '-p'], '/\n'],
    ] as const) {
      expect((await operator.run('__complete', 'fish', ...words)).stdout).toContain(expected);
    }
    expect((await operator.run('__complete', 'fish', '=nosuch', 'purge_queue')).stdout).toBe('');
  });
});

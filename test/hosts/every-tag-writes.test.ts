import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChannelModel, connect } from 'amqplib';
import { afterAll } from 'vitest';
import type { Lab } from '../lab/lab.js';
import { withLab } from '../lab/with-lab.js';
import { expectWrites, type Request, type Writes } from './tagged-writes.js';

/** What is there before: made anew for every try, and what the try before may have left is gone. */
const user: Request = ['PUT', 'users/w', { password: 'w', tags: '' }];
const vhost: Request = ['PUT', 'vhosts/w', {}];
const permissions: Request = ['PUT', 'permissions/%2F/w', { configure: '', write: '', read: '' }];
const topic: Request = ['PUT', 'topic-permissions/%2F/w', { exchange: 'amq.topic', write: '', read: '' }];
const userLimit: Request = ['PUT', 'user-limits/w/max-connections', { value: 7 }];
const vhostLimit: Request = ['PUT', 'vhost-limits/w/max-connections', { value: 7 }];
const global: Request = ['PUT', 'global-parameters/w', { value: 7 }];
const limits = { pattern: '^w$', definition: { 'max-length': 7 }, 'apply-to': 'queues' };
const policy: Request = ['PUT', 'policies/%2F/w', limits];
const operatorPolicy: Request = ['PUT', 'operator-policies/%2F/w', limits];
const queue: Request = ['PUT', 'queues/%2F/w', { durable: true }];
const quorumQueue: Request = ['PUT', 'queues/%2F/w', { durable: true, arguments: { 'x-queue-type': 'quorum' } }];
const exchange: Request = ['PUT', 'exchanges/%2F/w', { type: 'topic', durable: true }];
const binding: Request = ['POST', 'bindings/%2F/e/amq.topic/q/w', { routing_key: 'k' }];
const gone = (path: string): Request => ['DELETE', path];

const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-tags-'));
const definitions = join(directory, 'definitions.json');
writeFileSync(definitions, '{"policies": [], "global_parameters": [{"name": "w", "value": 7}]}');

/** Commands that change something over HTTP, each on what is its own; those of plugins and of other versions are in every-tag-elsewhere. */
const writes: Writes = {
  add_user: { argv: ['w', 'w'], before: [gone('users/w')] },
  authenticate_user: { argv: ['w', 'w'], before: [user] },
  change_password: { argv: ['w', 'other'], before: [user] },
  clear_password: { argv: ['w'], before: [user] },
  delete_user: { argv: ['w'], before: [user] },
  set_user_tags: { argv: ['w', 'management'], before: [user] },
  set_permissions: { argv: ['w', '.*', '.*', '.*'], before: [user] },
  set_permissions_globally: { argv: ['w', '.*', '.*', '.*'], before: [user] },
  clear_permissions: { argv: ['w'], before: [user, permissions] },
  set_topic_permissions: { argv: ['w', 'amq.topic', '.*', '.*'], before: [user, permissions] },
  clear_topic_permissions: { argv: ['w'], before: [user, permissions, topic] },
  set_user_limits: { argv: ['w', '{"max-connections": 5}'], before: [user] },
  clear_user_limits: { argv: ['w', 'all'], before: [user, userLimit] },
  add_vhost: { argv: ['w'], before: [gone('vhosts/w')] },
  delete_vhost: { argv: ['w'], before: [vhost] },
  set_vhost_tags: { argv: ['w', 'one'], before: [vhost] },
  update_vhost_metadata: { argv: ['w', '--description', 'mine'], before: [vhost] },
  restart_vhost: { argv: ['-n', 'NODE', '-p', 'w'], before: [vhost] },
  set_vhost_limits: { argv: ['-p', 'w', '{"max-connections": 5}'], before: [vhost] },
  clear_vhost_limits: { argv: ['-p', 'w'], before: [vhost, vhostLimit] },
  trace_on: { argv: ['-p', 'w'], before: [vhost] },
  trace_off: { argv: ['-p', 'w'], before: [vhost] },
  set_parameter: { argv: ['-p', 'w', 'vhost-limits', 'limits', '{"max-connections": 5}'], before: [vhost] },
  clear_parameter: { argv: ['-p', 'w', 'vhost-limits', 'limits'], before: [vhost, vhostLimit] },
  set_global_parameter: { argv: ['w', '7'] },
  clear_global_parameter: { argv: ['w'], before: [global] },
  set_policy: { argv: ['w', '^w$', '{"max-length": 7}'] },
  clear_policy: { argv: ['w'], before: [policy] },
  set_operator_policy: { argv: ['w', '^w$', '{"max-length": 7}'] },
  clear_operator_policy: { argv: ['w'], before: [operatorPolicy] },
  declare_queue: { argv: ['w'], before: [gone('queues/%2F/w')] },
  purge_queue: { argv: ['w'], before: [queue] },
  publish_message: { argv: ['--routing-key', 'w', '--payload', 'x'], before: [queue] },
  delete_queue: { argv: ['w'], before: [queue] },
  declare_exchange: { argv: ['w', '--type', 'topic'], before: [gone('exchanges/%2F/w')] },
  delete_exchange: { argv: ['w'], before: [exchange] },
  declare_binding: { argv: ['--source', 'amq.topic', '--destination', 'w', '--routing-key', 'k'], before: [queue] },
  delete_binding: {
    argv: ['--source', 'amq.topic', '--destination', 'w', '--routing-key', 'k'],
    before: [queue, binding],
  },
  add_member: { argv: ['w', 'NODE'], before: [gone('queues/%2F/w'), quorumQueue] },
  delete_member: { argv: ['w', 'NODE'], before: [gone('queues/%2F/w'), quorumQueue], result: 69 },
  grow: { argv: ['NODE', 'all'] },
  shrink: { argv: ['NODE'] },
  rebalance: { argv: ['all'] },
  post_upgrade: { argv: ['-n', 'NODE'] },
  reset_stats_db: { argv: ['-n', 'NODE'] },
  reset_node_auth_attempt_metrics: { argv: ['-n', 'NODE'] },
  close_connection: { argv: ['CONNECTION', 'over'] },
  close_all_connections: { argv: ['over'] },
  close_all_user_connections: { argv: ['w', 'over'], before: [user] },
  enable_feature_flag: { argv: ['all'] },
  set_cluster_name: { argv: ['w'] },
  import_definitions: { argv: [definitions] },
};

withLab('trixie', 'writes over HTTP as a user with each tag', (lab) => {
  const open: ChannelModel[] = [];
  afterAll(async () => {
    rmSync(directory, { recursive: true });
    await Promise.all(open.map((connection) => connection.close().catch(() => {})));
  });
  expectWrites(lab, writes, { CONNECTION: async () => newConnection(lab(), open) });
});

/** The name of a connection of the administrator's. */
async function newConnection({ hosts, username, password }: Lab, open: ChannelModel[]): Promise<string> {
  const address = hosts.at(-1)?.address ?? '';
  const connection = await connect({ hostname: address, username, password });
  connection.on('error', () => {});
  open.push(connection);
  const { localAddress, localPort } = (connection.connection as unknown as { stream: Socket }).stream;
  return `${localAddress} -> ${address}:5672`.replace(' ', `:${localPort} `);
}

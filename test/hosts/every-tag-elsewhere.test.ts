import { afterAll, beforeAll } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { expectWrites, onHost, type Request } from './tagged-writes.js';

const root = '%2F';
const vhost: Request = ['PUT', 'vhosts/w', {}];
const bare: Request = ['DELETE', 'vhosts/w/deletion/protection'];

withLab('bookworm', 'mirrors as a user with each tag', (lab) => {
  const mirrored: readonly Request[] = [
    ['PUT', `policies/${root}/w`, { pattern: '^w$', definition: { 'ha-mode': 'all' }, 'apply-to': 'queues' }],
    ['PUT', `queues/${root}/w`, { durable: true }],
  ];
  expectWrites(lab, {
    sync_queue: { argv: ['w'], before: mirrored },
    // HTTP does not tell whether there was anything to stop.
    cancel_sync_queue: { argv: ['w'], before: mirrored, result: 69 },
    await_online_synchronized_mirror: { argv: ['-n', 'NODE'] },
    check_if_node_is_mirror_sync_critical: { argv: ['-n', 'NODE'] },
  });
});

withLab('forky', 'what later versions have as a user with each tag', (lab) => {
  const orders: readonly Request[] = ['exchanges/%2F/orders', 'queues/%2F/orders-0'].map((path) => ['DELETE', path]);
  beforeAll(() => onHost(lab(), 'rabbitmq-plugins', 'enable', 'rabbitmq_stream_management'));
  afterAll(() => onHost(lab(), 'rabbitmq-plugins', 'set', 'rabbitmq_management'));
  expectWrites(lab, {
    add_super_stream: { argv: ['orders', '--partitions', '1'], before: orders },
    check_for_quorum_queues_without_an_elected_leader: { argv: ['.*'] },
    check_if_metadata_store_is_initialized: { argv: ['-n', 'NODE'] },
    check_if_metadata_store_is_initialized_with_data: { argv: ['-n', 'NODE'] },
    has_reached_target_cluster_size: { argv: [] },
    enable_vhost_deletion_protection: { argv: ['w'], before: [vhost] },
    disable_vhost_deletion_protection: {
      argv: ['w'],
      before: [vhost, ['POST', 'vhosts/w/deletion/protection']],
    },
    // Else it could not be cleared away.
    delete_vhost: { argv: ['w'], before: [vhost, bare] },
  });
});

withLab('trixie', 'commands of plugins as a user with each tag', (lab) => {
  const plugins = ['shovel_management', 'federation_management', 'stream_management'].map((name) => `rabbitmq_${name}`);
  beforeAll(() => onHost(lab(), 'rabbitmq-plugins', 'enable', ...plugins));
  afterAll(() => onHost(lab(), 'rabbitmq-plugins', 'set', 'rabbitmq_management'));
  const ends = { 'src-uri': 'amqp://', 'src-queue': 'w', 'dest-uri': 'amqp://', 'dest-queue': 'w' };
  const shovel: Request = [
    ...(['PUT', `parameters/shovel/${root}/w`] as const),
    { value: { 'src-protocol': 'amqp091', 'dest-protocol': 'amqp091', ...ends } },
  ];
  expectWrites(lab, {
    // Text is the own tool's from Erlang 26 on.
    shovel_status: { argv: ['-n', 'NODE'] },
    federation_status: { argv: ['-n', 'NODE'] },
    delete_shovel: { argv: ['-n', 'NODE', 'w'], before: [shovel], listed: 'shovels' },
    restart_shovel: { argv: ['-n', 'NODE', 'w'], before: [shovel], listed: 'shovels' },
    restart_federation_link: { argv: ['-n', 'NODE', 'none'], result: 69 },
  });
});

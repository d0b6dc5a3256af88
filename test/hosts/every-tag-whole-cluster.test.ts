import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { expectWrites, onHost } from './tagged-writes.js';

const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-tags-'));
const definitions = join(directory, 'definitions.json');
writeFileSync(definitions, '{"global_parameters": [{"name": "nowhere else", "value": 7}]}');

afterAll(() => rmSync(directory, { recursive: true }));

withLab('trixie', 'what HTTP tells of a whole cluster as a user with each tag', (lab) => {
  // Else there is nothing to ask for metrics.
  beforeAll(() => onHost(lab(), 'rabbitmq-plugins', 'enable', 'rabbitmq_prometheus'));
  afterAll(async () => {
    await onHost(lab(), 'rabbitmq-plugins', 'set', 'rabbitmq_management');
  });
  expectWrites(lab, {
    'diff-definitions': { argv: [definitions], result: 1 },
    'generate haproxy': { argv: [] },
    'generate nginx': { argv: [] },
    'generate prometheus': { argv: [] },
    'rebalance-leaders': { argv: ['--yes'] },
    'rebalance-leaders plan': { argv: [] },
    health: { argv: [] },
    watch: { argv: ['--interval', '500ms', '--for', '1s'] },
  });
});

withLab('trixie', 'what went with mirrors as a user with each tag', (lab) => {
  // RabbitMQ mirrors nothing any more, whoever asks.
  const gone = { argv: [], result: 69 };
  expectWrites(lab, {
    check_if_cluster_has_classic_queue_mirroring_policy: gone,
    list_policies_with_classic_queue_mirroring: gone,
    list_operator_policies_with_classic_queue_mirroring: gone,
    remove_classic_queue_mirroring_from_policies: gone,
  });
});

withLab('trixie', 'operations of a whole cluster, looked at as a user with each tag', (lab) => {
  const planned = { argv: [], needsSsh: true } as const;
  expectWrites(lab, {
    'rolling-restart plan': planned,
    'rolling-restart status': planned,
    'restart-node plan': { ...planned, argv: ['NODE'] },
    // Its leaders have nowhere to go: it is alone.
    'drain-node plan': { ...planned, argv: ['NODE'], result: 69 },
    'stop-cluster plan': planned,
    'backup plan': { ...planned, argv: [join(directory, 'backup')] },
  });
});

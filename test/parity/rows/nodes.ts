import { diskAlarm, memoryAlarm, noDiskAlarm, noMemoryAlarm } from '../alarms.js';
import { masks } from '../masks.js';
import { get, put, type Row } from '../row.js';

const logged = { again: /no connection/, mask: masks.logLines };

/** What a node says about itself and its cluster. Listeners come in no order of their own, kinds of memory by size. */
export const nodeRows: readonly Row[] = [
  { argv: ['cluster_status'], unordered: true },
  { argv: ['cluster_status', '-q'], unordered: true },
  { argv: ['cluster_status', '-s'], unordered: true },
  { argv: ['cluster_status', '--formatter', 'json'], unordered: true },
  { argv: ['cluster_status', '--formatter', 'erlang'], unordered: true, asksTool: true },
  { argv: ['cluster_status', '--dry-run'] },
  { argv: ['cluster_status', '--timeout', '0'] },
  { argv: ['status'], unordered: true, mask: masks.status, asksTool: true },
  { argv: ['status', '--unit', 'mb', '-q'], unordered: true, mask: masks.status, asksTool: true },
  { argv: ['status', '--unit', 'lightyears'] },
  { argv: ['status', '--formatter', 'json'], mask: masks.status, asksTool: true },
  { argv: ['status', '--dry-run'] },
  { argv: ['ping'] },
  { argv: ['ping', '-q'] },
  { argv: ['ping', '-s'] },
  { argv: ['ping', '--timeout', '3'] },
  { argv: ['ping', '--formatter', 'json'] },
  { argv: ['ping', '--dry-run'] },
  { argv: ['version'] },
  { argv: ['version', '--formatter', 'json'] },
  { argv: ['version', '--formatter', 'csv'] },
  { argv: ['await_startup'] },
  { argv: ['await_startup', '-q'] },
  { argv: ['await_startup', '--timeout', '5'] },
  { argv: ['await_startup', '--formatter', 'json'] },
  { argv: ['check_alarms'], tool: 'rabbitmq-diagnostics' },
  { argv: ['check_alarms', '-q'], tool: 'rabbitmq-diagnostics' },
  { argv: ['check_alarms', '-s'], tool: 'rabbitmq-diagnostics' },
  { argv: ['check_alarms', '--formatter', 'json'], tool: 'rabbitmq-diagnostics' },
  { argv: ['check_alarms', '--dry-run'], tool: 'rabbitmq-diagnostics' },
  { argv: ['log_tail_stream', '--duration', '1', '-q'], tool: 'rabbitmq-diagnostics', ...logged },
  { argv: ['log_tail_stream', '--duration', '1'], tool: 'rabbitmq-diagnostics', ...logged },
  { argv: ['log_tail_stream', '--dry-run'], tool: 'rabbitmq-diagnostics' },
  { argv: ['export_definitions', '/tmp/rabbitctl-parity.json'] },
  { argv: ['export_definitions', '/tmp/rabbitctl-parity.json', '-q'] },
  { argv: ['export_definitions', '/no/such/directory/file.json'] },
  { argv: ['export_definitions', '/tmp'] },
  { argv: ['export_definitions', ''], name: 'rabbitmqctl export_definitions to no file' },
  { argv: ['export_definitions', 'x', '--format', 'yaml'] },
  { argv: ['export_definitions', 'x', '--dry-run'] },
];

const name = { setup: [put('cluster-name', { name: 'before' })], probes: [get('cluster-name')] };
const alarm = {
  setup: memoryAlarm,
  tool: 'rabbitmq-diagnostics',
  code: 69,
} as const;

/** What changes a node or the whole cluster for a moment. */
export const nodeChangeRows: readonly Row[] = [
  { argv: ['set_cluster_name', 'a "new" name é'], ...name },
  { argv: ['set_cluster_name', 'plain', '-q'], ...name },
  { argv: ['set_cluster_name', 'plain', '--formatter', 'json'], ...name },
  { argv: ['set_cluster_name', 'plain', '--dry-run'], ...name },
  { argv: ['set_cluster_name', ''], name: 'rabbitmqctl set_cluster_name without a name', ...name },
  { argv: ['check_alarms'], ...alarm },
  { argv: ['check_alarms', '-s'], ...alarm },
  { argv: ['check_alarms', '--formatter', 'json'], ...alarm },
  {
    argv: ['cluster_status'],
    name: 'rabbitmqctl cluster_status with a memory alarm',
    unordered: true,
    setup: alarm.setup,
  },
  {
    ...{
      argv: ['cluster_status', '--formatter', 'json'],
      unordered: true,
      setup: alarm.setup,
      probes: [noMemoryAlarm],
    },
    name: 'rabbitmqctl cluster_status --formatter json with a memory alarm',
  },
  { argv: ['check_alarms'], name: 'rabbitmq-diagnostics check_alarms with a full disk', ...alarm, setup: diskAlarm },
  {
    ...{ argv: ['check_alarms', '--formatter', 'json'], ...alarm, setup: diskAlarm, probes: [noDiskAlarm] },
    name: 'rabbitmq-diagnostics check_alarms --formatter json with a full disk',
  },
];

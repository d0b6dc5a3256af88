import { ctl, type Row } from '../row.js';

const listed = (...words: string[]): Row => ({ argv: ['list_channel_interceptors', ...words], since: '4.3.6' });
const set = (...words: string[]): Row => ({ argv: ['set_channel_interceptor_priorities', ...words], since: '4.3.6' });
/** Of rabbitmq_sharding: the only one that RabbitMQ comes with. */
const sharding = 'rabbit_sharding_interceptor';
const otherFormatters = ['csv', 'pretty_table', 'json_stream', 'string'].map((formatter) => ['--formatter', formatter]);

/** Where no plugin intercepts anything. */
export const interceptorRows: readonly Row[] = [
  { ...listed(), code: 0 },
  { ...listed('--formatter', 'json'), code: 0 },
  { ...listed(), tool: 'rabbitmq-diagnostics' },
  { ...listed('surplus'), code: 64 },
  { ...set(), code: 64 },
  { ...set(sharding), code: 65 },
  { ...set(sharding, '1', 'nobody'), code: 65 },
  { ...set(sharding, 'x'), code: 65 },
  { ...set(sharding, '1.5'), code: 65 },
  { ...set(sharding, ''), code: 65 },
  set('nobody', '7'),
  set('nobody', '7', '--formatter', 'json'),
  // The tools before it know no such command.
  ...[listed(), set('nobody', '7')].map(({ argv }): Row => ({ argv, until: '4.3.6', code: 64, only: 'exit code' })),
];

const probes = [
  ctl('list_channel_interceptors', '--formatter', 'json'),
  ctl('eval', 'application:unset_env(rabbit, channel_interceptor_priorities).'),
];

/** Where rabbitmq_sharding is enabled. */
export const shardingInterceptorRows: readonly Row[] = [
  { ...listed(), code: 0 },
  listed('-q'),
  listed('--formatter', 'json'),
  listed('--formatter', 'erlang'),
  ...[['-s'], ['--no-table-headers'], ...otherFormatters].map((words): Row => ({ ...listed(...words), seldom: true })),
  { ...set(sharding, '7'), probes, code: 0 },
  { ...set(sharding, '-7'), probes, code: 0, seldom: true },
  { ...set(sharding, '+7', '--formatter', 'json'), probes, code: 0 },
  { ...set(sharding, '1', sharding, '2'), probes, code: 0 },
  { ...set(sharding, '1', '-q'), probes, code: 0, seldom: true },
  { ...set('nobody', '7', sharding, '2'), probes },
];

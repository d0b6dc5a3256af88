import { memoryAlarm, noMemoryAlarm } from '../alarms.js';
import { overHttpSince, type Row } from '../row.js';

const check = (...words: string[]): Row => ({ argv: words, tool: 'rabbitmq-diagnostics' });
const allWays = (...words: string[]): readonly Row[] => [
  check(...words),
  check(...words, '-q'),
  check(...words, '-s'),
  check(...words, '--formatter', 'json'),
  check(...words, '--dry-run'),
];

export const healthCheckRows: readonly Row[] = [
  ...allWays('check_running'),
  ...allWays('check_virtual_hosts'),
  ...allWays('check_port_listener', '5672'),
  { ...check('check_port_listener', '9'), code: 69 },
  { ...check('check_port_listener', '9', '-s'), code: 69 },
  { ...check('check_port_listener', '9', '--formatter', 'json'), code: 69 },
  check('check_port_listener', 'x'),
  { ...check('check_port_listener', '-5'), since: '4.0.0', until: '4.1.0' },
  ...overHttpSince('3.8.10', [
    ...allWays('check_protocol_listener', 'amqp'),
    check('check_protocol_listener', 'AMQP'),
    check('check_protocol_listener', 'amqp091'),
    { ...check('check_protocol_listener', 'mqtt'), code: 69 },
    { ...check('check_protocol_listener', 'no/such "é"', '--formatter', 'json'), code: 69 },
  ]),
  { ...check('check_protocol_listener', 'amqp,http'), code: 69 },
  ...overHttpSince('3.8.10', allWays('check_if_node_is_quorum_critical')),
  ...allWays('check_local_alarms'),
];

const alarm = {
  tool: 'rabbitmq-diagnostics',
  setup: memoryAlarm,
  probes: [noMemoryAlarm],
  until: '4.3.0',
  code: 69,
} as const;

export const healthCheckChangeRows: readonly Row[] = [
  { argv: ['check_local_alarms'], name: 'rabbitmq-diagnostics check_local_alarms with a memory alarm', ...alarm },
  { argv: ['check_local_alarms', '-s'], name: 'rabbitmq-diagnostics check_local_alarms -s, alarm', ...alarm },
  { argv: ['check_local_alarms', '--formatter', 'json'], name: 'check_local_alarms as JSON, alarm', ...alarm },
];

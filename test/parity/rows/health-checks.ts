import { ctl, type Row } from '../row.js';

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
  ...allWays('check_protocol_listener', 'amqp'),
  check('check_protocol_listener', 'AMQP'),
  check('check_protocol_listener', 'amqp091'),
  { ...check('check_protocol_listener', 'mqtt'), code: 69 },
  { ...check('check_protocol_listener', 'amqp,http'), code: 69 },
  { ...check('check_protocol_listener', 'no/such "é"', '--formatter', 'json'), code: 69 },
  ...allWays('check_if_node_is_quorum_critical').map((row) => ({ ...row, asksTool: '3.8.10' })),
  ...allWays('check_local_alarms'),
];

const alarm = {
  tool: 'rabbitmq-diagnostics',
  setup: [ctl('set_vm_memory_high_watermark', '0.000001')],
  probes: [ctl('set_vm_memory_high_watermark', '0.4')],
  until: '4.3.0',
  code: 69,
} as const;

export const healthCheckChangeRows: readonly Row[] = [
  { argv: ['check_local_alarms'], name: 'rabbitmq-diagnostics check_local_alarms with a memory alarm', ...alarm },
  { argv: ['check_local_alarms', '-s'], name: 'rabbitmq-diagnostics check_local_alarms -s, alarm', ...alarm },
  { argv: ['check_local_alarms', '--formatter', 'json'], name: 'check_local_alarms as JSON, alarm', ...alarm },
];

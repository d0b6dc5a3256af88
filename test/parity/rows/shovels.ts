import { put, type Row, type Step, segment } from '../row.js';

const root = segment('/');
const shovel = (name: string, source: string): Step =>
  put(`parameters/shovel/${root}/${segment(name)}`, {
    value: {
      ...{ 'src-protocol': 'amqp091', 'src-uri': source, 'src-queue': `${name} source` },
      ...{ 'dest-protocol': 'amqp091', 'dest-uri': 'amqp://', 'dest-queue': `${name} destination` },
    },
  });

const runs = (name: string): readonly Step[] => [
  shovel(name, 'amqp://'),
  {
    ...{ method: 'GET', path: 'shovels' },
    until: (shovels) =>
      (shovels as { name: string; state: string }[]).some((one) => one.name === name && one.state === 'running'),
  },
];
// On this one delete_shovel of 4.0.5 itself stumbles.
const name = 'shov/el é';
const running = runs(name);
const broken = shovel('broken', 'amqp://no-such-host.invalid');
const probes: readonly Step[] = [{ method: 'GET', path: 'parameters/shovel' }];
const json = ['--formatter', 'json'];

export const shovelRows: readonly Row[] = [
  { argv: ['shovel_status', ...json], name: 'shovel_status of none, as JSON' },
  { argv: ['shovel_status'], name: 'shovel_status of none', asksTool: true },
  { argv: ['shovel_status', ...json], setup: running, mask: { columns: ['last_changed'] } },
  { argv: ['shovel_status'], setup: running, asksTool: true },
  { argv: ['shovel_status', '--dry-run'] },
  { argv: ['restart_shovel', name], setup: running },
  { argv: ['restart_shovel', name, ...json], setup: running },
  { argv: ['restart_shovel', 'nobody'], code: 69 },
  { argv: ['restart_shovel', 'nobody', ...json], code: 69 },
  { argv: ['restart_shovel', '-p', 'nowhere', name], code: 69 },
  { argv: ['restart_shovel'] },
  { argv: ['delete_shovel', 'plain'], setup: runs('plain'), probes },
  { argv: ['delete_shovel', 'plain', ...json], setup: runs('plain'), probes },
  { argv: ['delete_shovel', 'nobody'], probes, code: 69 },
  { argv: ['delete_shovel', 'nobody', ...json], probes, code: 69 },
  {
    argv: ['delete_shovel', 'broken'],
    name: 'delete_shovel of one that does not run',
    setup: [broken],
    probes,
    code: 69,
  },
];

import { put, type Row, remove, type Step, segment, shell } from '../row.js';

const root = segment('/');
const shovel = (name: string, source: string): Step =>
  put(`parameters/shovel/${root}/${segment(name)}`, {
    value: {
      ...{ 'src-protocol': 'amqp091', 'src-uri': source, 'src-queue': `${name} source` },
      ...{ 'dest-protocol': 'amqp091', 'dest-uri': 'amqp://', 'dest-queue': `${name} destination` },
    },
  });

const isListed = (name: string, state: string): Step => ({
  ...{ method: 'GET', path: 'shovels' },
  until: (shovels) =>
    (shovels as { name: string; state: string }[]).some((one) => one.name === name && one.state === state),
});
const runs = (name: string): readonly Step[] => [shovel(name, 'amqp://'), isListed(name, 'running')];
// On this one delete_shovel of 4.0.5 itself stumbles.
const name = 'shov/el é';
const running = runs(name);
const broken = shovel('broken', 'amqp://127.0.0.1:1');
// It connects, and ends where there is nothing to bind to; one that cannot connect is starting for ever.
const ended = put(`parameters/shovel/${root}/ended`, {
  value: {
    ...{ 'src-protocol': 'amqp091', 'src-uri': 'amqp://', 'src-exchange': 'no such', 'src-exchange-key': 'x' },
    ...{ 'dest-protocol': 'amqp091', 'dest-uri': 'amqp://', 'dest-queue': 'ended', 'reconnect-delay': 3600 },
  },
});
const starting: readonly Step[] = [
  remove(`parameters/shovel/${root}/${segment(name)}`),
  broken,
  { method: 'GET', path: 'shovels', until: (shovels) => (shovels as unknown[]).length === 1 },
  isListed('broken', 'starting'),
];
// From 4.0 on one that is refused is forgotten between one try and the next. A port that takes connections and never says a
// word keeps it starting for a minute.
const silent = [
  'my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 5999, Listen => 9, ReuseAddr => 1);',
  'my @kept; while (my $one = $s->accept) { push @kept, $one }',
].join(' ');
const listens = shell(
  1,
  `systemctl is-active -q silent-port || systemd-run -q --collect --unit silent-port perl -MIO::Socket::INET -e '${silent}'`,
);
const waiting: readonly Step[] = [
  ...['broken', 'waits', name].map((one) => remove(`parameters/shovel/${root}/${segment(one)}`)),
  listens,
  shovel('waits', 'amqp://127.0.0.1:5999'),
  isListed('waits', 'starting'),
];
const waits: Partial<Row> = { setup: waiting, probes: [remove(`parameters/shovel/${root}/waits`)], since: '4.0.0' };
/** Tried again and again, it changes. */
const changed = { columns: ['last_changed'], text: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g };
const probes: readonly Step[] = [{ method: 'GET', path: 'parameters/shovel' }];
const json = ['--formatter', 'json'];

export const shovelRows: readonly Row[] = [
  { argv: ['shovel_status', ...json], name: 'shovel_status of none, as JSON' },
  { argv: ['shovel_status'], name: 'shovel_status of none' },
  { argv: ['shovel_status', ...json], setup: running, mask: changed },
  // From Erlang 26 on the columns stand in the order of the tool's own table of atoms.
  ...[{ until: '4.0.0' }, { since: '4.0.0', asksTool: true as const }].map(
    (versions): Row => ({ argv: ['shovel_status'], setup: running, mask: changed, ...versions }),
  ),
  // Later versions forget it between one try and the next.
  {
    ...{ argv: ['shovel_status', ...json], name: 'shovel_status of one that starts', until: '4.0.0' },
    ...{ setup: starting, mask: changed },
  },
  {
    ...{ argv: ['shovel_status'], name: 'shovel_status of one that starts, as text', until: '4.0.0' },
    ...{ setup: starting, mask: changed },
  },
  {
    ...{ argv: ['shovel_status', ...json], name: 'shovel_status of one that runs and one that starts', until: '4.0.0' },
    ...{ setup: [...starting, ...running], mask: changed, probes: [remove(`parameters/shovel/${root}/broken`)] },
  },
  { ...waits, argv: ['shovel_status', ...json], name: 'shovel_status of one that waits for an answer', mask: changed },
  {
    ...{ ...waits, argv: ['shovel_status'], name: 'shovel_status of one that waits for an answer, as text' },
    ...{ mask: changed, asksTool: true },
  },
  {
    ...{ ...waits, argv: ['shovel_status', ...json], name: 'shovel_status of one that runs and one that waits' },
    ...{ setup: [...waiting, ...running], mask: changed },
  },
  { argv: ['shovel_status', '--dry-run'] },
  { argv: ['restart_shovel', name], setup: running },
  { argv: ['restart_shovel', name, ...json], setup: running },
  { argv: ['restart_shovel', 'nobody'], code: 69 },
  { argv: ['restart_shovel', 'nobody', ...json], code: 69 },
  { argv: ['restart_shovel', '-p', 'nowhere', name], code: 69 },
  { argv: ['restart_shovel'] },
  { argv: ['delete_shovel', 'plain'], setup: runs('plain'), probes },
  { argv: ['delete_shovel', 'plain', ...json], setup: runs('plain'), probes },
  { argv: ['delete_shovel', 'plain', '--force'], setup: runs('plain'), probes, asksTool: true, since: '4.2.0' },
  { argv: ['delete_shovel', 'nobody'], probes, code: 69 },
  { argv: ['delete_shovel', 'nobody', ...json], probes, code: 69 },
  // Later versions know it, and so delete it without complaint.
  {
    argv: ['delete_shovel', 'broken'],
    name: 'delete_shovel of one that does not run',
    setup: [broken],
    probes,
    since: '4.0.0',
  },
  // Up to 3.x one that ended is still listed.
  {
    argv: ['delete_shovel', 'ended'],
    name: 'delete_shovel of one that has ended',
    setup: [ended, isListed('ended', 'terminated')],
    probes,
    until: '4.0.0',
    code: 0,
  },
];

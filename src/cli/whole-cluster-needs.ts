/** What each command about a whole cluster really asks: a line each, in the order in which it is met. */
export function wholeClusterNeeds(name: string): readonly string[] {
  const [first = ''] = name.split(/[ :]/);
  const needs = first === 'generate' ? watching : needsOf[first];
  if (needs === undefined) throw new Error(`${name}: say in whole-cluster-needs.ts what it needs`);
  return needs;
}

const http = (tag: string, of: string): string => `HTTP of ${of}: rabbitmq_management, and a user with the tag ${tag}`;

/** Through sudo without a password where the login is not root: services are stopped and started, files written. */
const root = (of: string): string => `SSH to ${of}, and there root or sudo without a password`;

const every = 'every node';
const unlessDead = 'of a node that is dead neither: --allow-unreached-node';
const systemd = 'systemd on these machines, with RabbitMQ as its service';
const administered = http('administrator', every);
const restarting = [administered, root(every), systemd];
const watching = [http('monitoring', 'the nodes')];

const needsOf: Readonly<Record<string, readonly string[]>> = {
  'rolling-upgrade': [
    ...restarting,
    'apt or dnf there, with repositories that have the version; or commands of your own (--install-command)',
  ],
  'rolling-restart': restarting,
  'restart-node': restarting,
  'drain-node': [administered, root('the node that is drained')],
  'create-cluster': [
    http('administrator', 'the first node'),
    root(every),
    'on each RabbitMQ of one version, installed and running',
    'open between all of them: ports 4369 and 25672, both ways',
  ],
  'add-node': [
    http('administrator', 'every member'),
    root('the members and the new node'),
    'on the new node RabbitMQ of the same version, installed and running',
    'open between them: ports 4369 and 25672, both ways',
  ],
  'remove-node': [http('administrator', 'every node that stays'), root(every), unlessDead],
  'replace-node': [
    http('administrator', 'every node that stays'),
    root('the members and the new node'),
    unlessDead,
    'on the new node RabbitMQ of the same version, installed and running',
    'open between them: ports 4369 and 25672, both ways',
  ],
  'stop-cluster': restarting,
  'start-cluster': [root(every), systemd, `then, when they are up, ${administered}`],
  backup: [administered, `${root(every)}; with --cold systemd as well`, 'a directory here that is new or empty'],
  restore: [
    `with --definitions and --configuration: ${administered}`,
    `with --configuration and --data: ${root(every)}`,
    'with --data: RabbitMQ of the same series, installed and stopped on all of them',
  ],
  'diff-definitions': ['for files nothing', `for each cluster: ${http('administrator', 'one node')}`],
  'rebalance-leaders': [
    http('administrator', 'one node'),
    'with --type or a pattern: SSH to a node, and sudo there, for its own rabbitmq-queues',
  ],
  health: [
    `${http('monitoring', every)}; with administrator it sees more`,
    'SSH to each, and sudo there, for what HTTP does not tell: clocks, and checks of old versions; without it these are left out',
  ],
  watch: watching,
  doctor: ['what there is of HTTP, SSH and sudo: it tells which of them fails'],
  'on-node': ['SSH to the node, and sudo there'],
};

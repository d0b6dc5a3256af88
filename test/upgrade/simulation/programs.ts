import { asRootScript } from '../../../src/ssh/as-root.js';
import type { Output } from '../../../src/ssh/host.js';
import { rabbitVersion } from '../../../src/ssh/packages/package-version.js';
import { toolScript } from '../../../src/ssh/tool-script.js';
import { toolStops } from './invariants.js';
import { beginJob, installer } from './jobs.js';
import { stopBroker } from './machine.js';
import { runOwnTool } from './own-tools.js';
import type { Begun } from './simulated-host.js';
import type { SimulatedNode, World } from './world.js';

type Program = (world: World, node: SimulatedNode, words: readonly string[], input: string) => Begun | Partial<Output>;

/** Runs what the engine runs on a machine: its own scripts, each known by a line that no other one has, and a few programs. */
export function run(world: World, node: SimulatedNode, argv: readonly string[], input = ''): Begun {
  const begun = program(argv)(world, node, wordsOf(argv), input);
  return 'ms' in begun ? begun : { ms: 0, output: () => begun };
}

function program(argv: readonly string[]): Program {
  const [name = '', , script = ''] = argv;
  if (name !== 'sh') return programs[name] ?? unknown(argv);
  if (script === asRootScript) return (world, node, words, input) => run(world, node, words, input);
  if (script === toolScript)
    return (world, node, [, tool = '', ...words], input) => runOwnTool(world, node, tool, words, input);
  const found = scripts.find(([line]) => script.includes(line));
  return found?.[1] ?? unknown(argv);
}

/** What a script gets as $1 and so on; of a program all its words. */
const wordsOf = (argv: readonly string[]): readonly string[] => (argv[0] === 'sh' ? argv.slice(4) : argv);

function unknown(argv: readonly string[]): never {
  throw new Error(`the simulation does not know this program: ${argv.join(' ')}`);
}

const done = {};

const scripts: readonly (readonly [string, Program])[] = [
  [
    'exec systemd-run',
    (world, node, [unit = '', ...words]) => {
      beginJob(
        world,
        node,
        unit,
        words.map((word) => word.replaceAll('$$', '$')),
      );
      return done;
    },
  ],
  [
    'systemctl reset-failed "$1"; true',
    (world, node, [unit = '']) => {
      if (node.jobs.get(unit)?.state === 'running') world.violated(`${unit} is ended on ${node.name} while it runs`);
      node.jobs.delete(unit);
      return done;
    },
  ],
  ['Processes=', (_world, node) => ({ stdout: probed(node) })],
  [
    'echo "unknown $1"',
    (_world, node) => ({
      stdout: [`cookie ${node.cookie}`, 'plugins [rabbitmq_management].', 'port 25672', ...node.ways, ''].join('\n'),
    }),
  ],
  [
    'chmod 400',
    (world, node) => {
      if (node.broker !== undefined) world.violated(`the cookie of ${node.name} changes under its broker`);
      node.cookie = 'one';
      return done;
    },
  ],
  [
    'rm -f -- /var/lib/rabbitmq/mnesia/rabbitctl-restored-',
    (_world, node) => {
      node.restored = false;
      return done;
    },
  ],
  ['nodes_running_at_shutdown', (world, node) => ({ stdout: dataOf(world, node) })],
  [
    'sync "$1.new"',
    (_world, node, _words, input) => {
      node.stopRecord = input;
      return done;
    },
  ],
  [
    'rm -f -- "$1"',
    (_world, node) => {
      node.stopRecord = undefined;
      return done;
    },
  ],
  ['mark()', () => ({ stdout: machineFacts })],
  ['journalctl -u rabbitmq-server', () => ({ stdout: 'BOOT FAILED\n' })],
  [
    'cp -a --reflink',
    (_world, node, [copy = '']) => {
      if (!node.dataCopies.has(copy)) node.dataCopies.set(copy, node.data);
      return done;
    },
  ],
  [
    'mv "$copy" mnesia',
    (world, node, [copy = '']) => {
      const data = node.dataCopies.get(copy);
      if (node.broker !== undefined) world.violated(`data is put back on ${node.name} while its broker runs`);
      if (node.hasBootedNew)
        world.violated(`data of before is put back on ${node.name}, which was up with the new version`);
      if (data === undefined) return { code: 1 };
      node.data = data;
      node.dataCopies.delete(copy);
      return done;
    },
  ],
  [
    'rm -rf -- "$1"',
    (_world, node, [copy = '']) => {
      node.dataCopies.delete(copy);
      return done;
    },
  ],
];

const programs: Readonly<Record<string, Program>> = {
  systemctl: (world, node, [, verb, ...words]) => {
    if (verb === 'show') return { stdout: shown(node, words.at(-1) ?? '') };
    if (verb !== 'stop') return unknown(words);
    toolStops(world, node, undefined);
    stopBroker(world, node);
    return { ms: node.broker === undefined ? 0 : 10_000, output: () => done };
  },
  cat: (_world, node) => ({ stdout: `secret cookie ${node.cookie}` }),
  journalctl: (_world, node, words) => {
    const unit = words.find((word) => word.startsWith('_SYSTEMD_UNIT='))?.split('=')[1] ?? '';
    return { stdout: node.jobs.get(unit)?.output ?? '' };
  },
  test: (_world, node, words) => ({ code: node.dataCopies.has(words.at(-1) ?? '') ? 0 : 1 }),
  tar: (world, node) => {
    if (node.broker !== undefined && world.timeline.now() - node.broker.startedAt * 1000 > 2000) {
      world.violated(`${node.name} is backed up while its broker runs`);
    }
    return { ms: 2000, output: () => ({ stdout: 'archive' }) };
  },
  env: (world, node) => ({
    ms: world.random.whole(0, 20) * 1000,
    output: () => ({ code: node.mishaps.delete('hook-fails') ? 1 : 0, stdout: 'hook\n' }),
  }),
  [installer]: (world, node, [, verb = '', ...words]) => packages(world, node, verb, words),
};

function packages(world: World, node: SimulatedNode, verb: string, [word]: readonly string[]): Begun | Partial<Output> {
  const { disk } = node;
  switch (verb) {
    case 'installed':
      return { stdout: JSON.stringify({ ...disk, rabbitmq: rabbitVersion(disk.version) }) };
    case 'stage':
      return {
        ms: world.random.whole(1, 8) * 1000,
        output: () => ({ code: node.mishaps.delete('stage-fails') ? 100 : 0 }),
      };
    case 'hold':
      disk.held = word === 'true';
      return done;
    default:
      return unknown([verb]);
  }
}

const machineFacts = ['', '', '', '[rabbitmq_management].\n', '1000\n', '9000000\n', '9000000\n', '', 'usual\n'].join(
  '\u0001rabbitctl\u0001\n',
);

/** What a node's own data say of its cluster. */
function dataOf(world: World, node: SimulatedNode): string {
  const all = world.members.map(({ name }) => name).join();
  const ran =
    node.broker === undefined
      ? node.ranWith
      : world.members.filter(({ broker }) => broker !== undefined).map(({ name }) => name);
  const lines = world.shape.khepri
    ? ['flags [khepri_db].']
    : [`members {[${all}],[${all}]}.`, `ran [${ran.join()}].`, 'flags [quorum_queue].'];
  return [
    ...lines,
    ...(node.stopRecord === undefined ? [] : [`record ${node.stopRecord}`]),
    ...(node.restored ? ['restored yes'] : []),
    ...(node.startedSince ? ['started since'] : []),
    '',
  ].join('\n');
}

/** As systemd shows a transient unit that remains after its exit. */
function shown(node: SimulatedNode, unit: string): string {
  const job = node.jobs.get(unit);
  if (job === undefined)
    return 'LoadState=not-found\nActiveState=inactive\nSubState=dead\nExecMainStatus=0\nResult=success\n';
  const [active, sub] = { running: ['active', 'running'], exited: ['active', 'exited'], failed: ['failed', 'failed'] }[
    job.state
  ];
  return `LoadState=loaded\nActiveState=${active}\nSubState=${sub}\nExecMainStatus=${job.code}\nResult=success\n`;
}

function probed({ service, broker, registered }: SimulatedNode): string {
  const process = broker === undefined ? '' : `Instance=${broker.instance}\nStartedAt=${broker.startedAt}\n`;
  const name = registered ? 'Registered=yes\n' : '';
  return `ActiveState=${service}\nResult=success\nMainPID=1\n${process}Processes=${broker === undefined ? 0 : 1}\n${name}`;
}

import { UsageError } from '../errors.js';
import { type Argument, type Flag, flag, integer, oneOf, option, optional, ours } from './input.js';

/** What can be asked of a rolling operation. */
export const subForms = ['plan', 'run', 'status', 'resume', 'abort', 'history'] as const;
export type SubForm = (typeof subForms)[number];

/** `rolling-upgrade [plan|run|status|resume|abort|history] [RUN]`. */
export const rollingArguments = {
  action: optional(subForm()),
  run: optional<string>({ description: 'with history: one run', required: false, parse: (word) => word }),
} as const;

const names = (description: string): Flag<readonly string[] | undefined> => ({
  ...option(description),
  parse: (word) =>
    word
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  missing: undefined,
});

const whole = (description: string, least: number): Flag<number | undefined> => {
  const base = integer(description, undefined);
  return {
    ...base,
    parse: (word, name) => {
      const value = base.parse(word, name);
      if (value !== undefined && value < least) throw new UsageError(`--${name} is at least ${least}, not ${word}`);
      return value;
    },
  };
};

/** A program and its arguments: a JSON array of words, or words with blanks between them, quoted with ' or ". No shell. */
const argv = (description: string): Flag<readonly string[] | undefined> => ({
  ...option(description),
  parse: (word, name) => wordsOf(word, name),
  missing: undefined,
});

/** Options of both operations. */
export const rollingFlags = {
  'stop-command': ours(argv('stops {node}, where its service is not of systemd')),
  'start-command': ours(argv('starts {node}')),
  'version-command': ours(argv('prints the version that is installed')),
  'commands-on': ours(oneOf('where these run', ['node', 'local'], 'node')),
  nodes: ours(names('only these, separated by commas')),
  canary: ours(whole('stop and ask after so many nodes', 1)),
  soak: ours(whole('seconds to watch each node before the next', 0)),
  'hook-before': ours(argv('program to run before each node, with NODE and CLUSTER set; any code but 0 pauses')),
  'hook-after': ours(argv('the same after each node')),
  'hook-on': ours(oneOf('where hooks run', ['local', 'node'], 'local')),
  'state-timeout': ours(stateTimeouts()),
  'take-over': ours(flag("with resume and abort: another machine's run, whose owner is gone")),
  'detailed-exit-codes': ours(flag('2 when there was nothing to do')),
  'backup-dir': ours(option('keep the definitions there, and with --cold-backup more')),
  'cold-backup': ours(flag("keep each stopped node's data directory as well")),
  'allow-unavailable-queues': ours(flag('go on although queues with one or two replicas are unavailable for a while')),
  'allow-unsupported-erlang': ours(flag('go on although RabbitMQ does not support that Erlang')),
  'allow-low-capacity': ours(flag('go on although the other nodes may be too small for the load')),
  'allow-small-disk': ours(flag('go on although the disk is said to be too small')),
  'allow-node-cleanup': ours(flag('go on although peer discovery may remove a stopped node')),
} as const;

/** Options of the upgrade alone. */
export const upgradeFlags = {
  to: ours(option('RabbitMQ version, or the exact version of the package')),
  packages: ours(oneOf('package manager', ['auto', 'apt', 'dnf', 'command'], 'auto')),
  'install-command': ours(argv('with --packages command: installs {version} on {host}')),
  'stage-command': ours(argv('downloads what it needs')),
  hold: ours(flag('leave the package held in the end')),
  'parallel-stage': ours({ ...whole('how many hosts download at a time', 1), missing: 5 }),
  'feature-flags': ours(oneOf('what to do with flags that are off in the end', ['ask', 'enable', 'leave'], 'ask')),
  khepri: ours(flag('turn khepri_db on as well: nothing undoes that')),
  'allow-unsupported-path': ours(flag('go on although RabbitMQ does not support this hop')),
  'allow-flags-off': ours(flag('go on although feature flags are off that the target wants on')),
  'allow-config-blockers': ours(flag('go on although settings or plugins are known to stop the target')),
  'allow-deprecated-features': ours(flag('go on although features are in use that the target denies')),
  'allow-no-way-back': ours(flag('go on although the data of nodes cannot be kept for a way back')),
  'allow-ram-nodes': ours(flag('go on although the cluster has RAM nodes')),
} as const;

function subForm(): Argument<SubForm> {
  return {
    description: subForms.join(', '),
    required: false,
    options: subForms,
    parse: (word) => {
      const found = subForms.find((form) => form === word);
      if (found !== undefined) return found;
      throw new UsageError(`there is no ${word} here`, { hint: `There are ${subForms.join(', ')}.` });
    },
  };
}

/** `install=900,await-boot=1800`: which states there are is checked by the operation. */
function stateTimeouts(): Flag<Readonly<Record<string, number>>> {
  return {
    ...option('seconds by state: install=900,await-boot=1800'),
    parse: (word, name) =>
      Object.fromEntries(
        word.split(',').map((pair) => {
          const [state = '', seconds = ''] = pair.split('=');
          if (!/^\d+$/.test(seconds)) throw new UsageError(`--${name} takes STATE=SECONDS, not "${pair}"`);
          return [state.trim(), Number(seconds)];
        }),
      ),
    missing: {},
  };
}

function wordsOf(text: string, name: string): readonly string[] {
  const wrong = (why: string) =>
    new UsageError(`--${name}: ${why}`, {
      hint: 'A program and its arguments: \'/opt/check node\' or \'["/opt/check","node"]\'.',
    });
  if (text.trimStart().startsWith('[')) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw wrong('this is not a JSON array');
    }
    if (Array.isArray(parsed) && parsed.length > 0 && parsed.every((word) => typeof word === 'string'))
      return parsed as string[];
    throw wrong('this is not an array of words');
  }
  const one = /(?:[^\s'"]+|'[^']*'|"[^"]*")+/g;
  if (text.replaceAll(one, '').trim() !== '') throw wrong('a quote is not closed');
  const words = [...text.matchAll(one)].map(([word]) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  if (words.length === 0) throw wrong('there is no program');
  return words;
}

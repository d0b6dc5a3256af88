import { command } from '../cli/command.js';
import { flag, option, optional, ours, text } from '../cli/input.js';
import type { ObjectKind } from '../cluster/definitions/object-kinds.js';
import { UsageError } from '../errors.js';

const kinds: Readonly<Record<ObjectKind, true>> = {
  ...{ users: true, vhosts: true, permissions: true, topic_permissions: true, parameters: true },
  ...{ global_parameters: true, policies: true, exchanges: true, queues: true, bindings: true },
};

export default command({
  section: 'whole_cluster',
  summary: 'Compares definitions of files, clusters or nodes; exit code 0 when they are equal, 1 when they are not',
  args: {
    first: text('a file, the directory of a backup, a cluster of the config file, or a node'),
    second: optional(text('the same; without it, the cluster of -C or -n')),
  },
  flags: {
    'ignore-passwords': ours(flag('leave out hashes of passwords: one password has another hash each time it is set')),
    ignore: ours(option(`kinds to leave out, separated by commas: ${Object.keys(kinds).join(', ')}`)),
  },
  examples: [
    'rabbitctl diff-definitions backup.json prod',
    'rabbitctl diff-definitions blue green --ignore-passwords --ignore global_parameters',
    'rabbitctl -C prod diff-definitions backup.json --json',
  ],
  validate: ({ flags }) => void ignored(flags.ignore),
  // All of it is loaded when it runs.
  run: async (context) => {
    const { runDiff } = await import('../upgrade/definitions-diff.js');
    return runDiff(context, ignored(context.flags.ignore));
  },
});

function ignored(words: string | undefined): ReadonlySet<ObjectKind> {
  const asked = words?.split(',').map((word) => word.trim()) ?? [];
  const wrong = asked.find((word) => !Object.hasOwn(kinds, word));
  if (wrong === undefined) return new Set(asked as ObjectKind[]);
  throw new UsageError(`--ignore: there is no kind ${wrong}`, { hint: `There are ${Object.keys(kinds).join(', ')}.` });
}

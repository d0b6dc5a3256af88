import type { Tool } from './command.js';
import { globalFlags } from './global-flags.js';
import type { Flag } from './input.js';
import type { Outside } from './outside.js';
import { dashed } from './spelling.js';
import { separated, takesNextWord, valueOptionsOf } from './value-options.js';

/**
 * The words of `on-node` that give a command which may be a plugin's to the node's own tool; undefined when no node is named.
 * Of what stands before the command the tool gets what it has itself (`-q`, `--formatter`); what stands behind it is the
 * command's, but for the node: all tools have -n, and no command another meaning for it.
 */
export function wordsForNode(
  words: readonly string[],
  before: number,
  tool: Tool | undefined,
  env: Outside['env'],
): readonly string[] | undefined {
  const [name = '', ...behind] = words.slice(before);
  const front = apart(words.slice(0, before), globals, isOurs);
  const back = apart(behind, nodeOptions, isOfNodes);
  const ours = [...front.ours, ...back.ours];
  const isNamed = ours.some((word) => /^(-[qs]*n|--(node|nodes)(=|$)|--all-nodes$)/.test(word));
  if (!isNamed && !env.RABBITCTL_NODE) return undefined;
  const asJson = front.ours.includes('--json') ? ['--formatter', 'json'] : [];
  return [...ours, '--', tool ?? 'rabbitmqctl', name, ...front.theirs, ...asJson, ...back.theirs];
}

/** Options, each with its value, and other words by whom they are for. Behind `--` nothing is an option. */
function apart(
  words: readonly string[],
  valueOptions: ReadonlySet<string>,
  isOurs: (option: string) => boolean,
): { readonly ours: readonly string[]; readonly theirs: readonly string[] } {
  const ours: string[] = [];
  const theirs: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = dashed(words[index] ?? '');
    if (word === '--')
      return { ours, theirs: [...theirs, ...words.slice(index + (index + 1 === words.length ? 1 : 0))] };
    const letters = valueOptions === nodeOptions ? [word] : separated(word, valueOptions);
    const option = letters.at(-1)?.replace(/=.*/s, '') ?? word;
    const taken = takesNextWord(word, valueOptions) ? words.slice(index, ++index + 1) : [word];
    (isOurs(option) ? ours : theirs).push(...taken);
  }
  return { ours, theirs };
}

const globals = valueOptionsOf({ ...globalFlags, nodes: globalFlags.node, parallel: globalFlags.node });
const nodeOptions: ReadonlySet<string> = new Set(['-n', '--node', '--nodes', '--parallel']);
/** Never a letter with its value in one word: the tools do not know that. */
const isOfNodes = (option: string): boolean => nodeOptions.has(option) || option === '--all-nodes';

const ofTool: ReadonlySet<string> = new Set(
  Object.entries<Flag<unknown>>(globalFlags)
    .filter(([, spec]) => spec.ours !== true)
    .flatMap(([name, { char }]) => [`--${name}`, `--no-${name}`, ...(char === undefined ? [] : [`-${char}`])]),
);
const isOurs = (option: string): boolean => !ofTool.has(option);

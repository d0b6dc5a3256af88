import type { Cluster } from '../cluster/cluster.js';
import { memberNames } from '../cluster/members.js';
import type { Result } from '../format/result.js';
import { askedOfNode, type NodeOptions, nodeOptionsOf } from './asked-node.js';
import { type Asked, operation } from './operation.js';
import type { NodeKind } from './run-kind.js';

/** What an operation on nodes is given of its command. */
export type AskedOfCommand = Omit<Asked, 'args'> & {
  readonly args: { readonly node: readonly string[] };
  readonly flags: NodeOptions;
};

/** A run on the nodes that the command line names, or what can be asked of one. Throws UsageError where its words do not fit. */
export function nodeOperation(kind: NodeKind, context: AskedOfCommand): Result {
  const { action, nodes, run } = askedOfNode(kind, context.args.node);
  const [first] = nodes;
  const act = (asked: Asked) => operation(kind, asked, () => nodeOptionsOf(kind, nodes, context.flags));
  const asked = withArguments(context, { action, run });
  if (kind !== 'create-cluster' || first === undefined) return act(asked);
  return {
    kind: 'passed',
    verbatim: true,
    start: async (sink) => {
      const flags = { ...context.flags, node: context.flags.node ?? first };
      const result = act({ ...asked, flags, cluster: await startingFrom(context.cluster, first) });
      return result.kind === 'passed' ? result.start(sink) : 70;
    },
  };
}

/** Not a copy of the context: not all that it has may be looked at by every command. */
function withArguments(context: AskedOfCommand, args: Asked['args']): Asked {
  const { cluster, flags, signal, face, interactive, colour, screen, env } = context;
  const confirm = (question: string) => context.confirm(question);
  const readSecret = (prompt: string) => context.readSecret(prompt);
  return { ...{ args, cluster, flags, signal, face, interactive, colour, screen, env }, confirm, readSecret };
}

/** The cluster that this very node is in, though that is but itself yet: whoever else is named is none of it. */
async function startingFrom(cluster: Cluster, name: string): Promise<Cluster> {
  const [node] = await cluster.named([name]);
  if (node === undefined) return cluster;
  return {
    ...{ name: cluster.name, nodes: [node], api: node.api },
    target: async () => node,
    answering: async () => node,
    version: () => node.version(),
    members: async () => cluster.named(await memberNames(node.api)),
    named: (names) => cluster.named(names),
    close: () => cluster.close(),
  };
}

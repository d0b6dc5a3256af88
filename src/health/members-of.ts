import type { NodeAnswers } from './ask-nodes.js';

/**
 * The members as most nodes count them; of equals the larger cluster, for a node that was reset counts itself alone.
 * Empty when nobody answers.
 */
export function membersOf(nodes: readonly Pick<NodeAnswers, 'view'>[]): readonly string[] {
  const counts = new Map<string, { readonly names: readonly string[]; votes: number }>();
  for (const { view } of nodes) {
    if (view === undefined) continue;
    const names = view.flatMap(({ name }) => name ?? []).toSorted();
    const same = counts.get(names.join()) ?? { names, votes: 0 };
    same.votes += 1;
    counts.set(names.join(), same);
  }
  const ranked = [...counts.values()].toSorted((a, b) => b.votes - a.votes || b.names.length - a.names.length);
  return ranked[0]?.names ?? [];
}

import type { NodeView } from './views.js';

/** One node with what it sees; `answers`: it said something, which shows that it runs. */
export interface Seeing {
  readonly name: string;
  readonly views: readonly NodeView[] | undefined;
  readonly answers: boolean;
}

/** What is found when the views of all nodes are laid side by side. The same, seen by many, is there once. */
export type Disagreement =
  /** It counts others as members than the members are. */
  | { readonly kind: 'members'; readonly node: string; readonly counts: readonly string[] }
  | { readonly kind: 'down'; readonly node: string }
  /** Both run, and this one does not see the other. */
  | { readonly kind: 'apart'; readonly node: string; readonly from: string };

/** Compares each node's own view with the members that there are. */
export function compareViews(nodes: readonly Seeing[], members: readonly string[]): readonly Disagreement[] {
  const wanted = members.toSorted();
  const answering = new Set(nodes.filter(({ answers }) => answers).map(({ name }) => name));
  const found = nodes.flatMap(({ name, views }) => (views === undefined ? [] : ofOne(name, views, wanted, answering)));
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

function ofOne(
  name: string,
  views: readonly NodeView[],
  wanted: readonly string[],
  answering: ReadonlySet<string>,
): readonly Disagreement[] {
  const counts = views.map((one) => one.name).toSorted();
  return [
    ...(counts.join() === wanted.join() ? [] : [{ kind: 'members', node: name, counts } as const]),
    ...views.flatMap((one): readonly Disagreement[] => [
      ...(one.running ? [] : [notSeen(name, one.name, answering)]),
      ...one.partitions.map((other) => ({ kind: 'apart', node: one.name, from: other }) as const),
    ]),
  ];
}

/** A node that is apart may fail to answer some questions: one answer shows that it runs. */
const notSeen = (by: string, node: string, answering: ReadonlySet<string>): Disagreement =>
  answering.has(node) ? { kind: 'apart', node: by, from: node } : { kind: 'down', node };

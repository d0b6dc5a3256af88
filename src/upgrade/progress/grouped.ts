/** The same words about several nodes, with these nodes. */
export interface Grouped<Said> {
  readonly said: Said;
  readonly nodes: readonly string[];
}

/** The same words about five nodes are one. `key` tells what makes them the same. */
export function grouped<Said extends { readonly node?: string }>(
  all: readonly Said[],
  key: (said: Said) => unknown,
): readonly Grouped<Said>[] {
  const groups = new Map<string, { readonly said: Said; readonly nodes: string[] }>();
  for (const said of all) {
    const name = JSON.stringify(key(said));
    const group = groups.get(name) ?? { said, nodes: [] };
    if (said.node !== undefined) group.nodes.push(said.node);
    groups.set(name, group);
  }
  return [...groups.values()];
}

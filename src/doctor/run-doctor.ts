import type { Cluster } from '../cluster/cluster.js';
import type { Settings } from '../cluster/settings.js';
import type { Result } from '../format/result.js';
import { visibleJson } from '../format/visible.js';
import { examine } from './examine.js';
import { type Examined, firstFailure } from './item.js';
import { treeText } from './tree-text.js';

/** What `doctor` is given of its command. */
export interface AskedDoctor {
  readonly cluster: Cluster;
  readonly settings: Settings;
  readonly args: { readonly nodes: readonly string[] };
  readonly face: 'text' | 'json' | 'erlang';
  readonly onTerminal: boolean;
  readonly colour: boolean;
}

/** Looks, prints, and ends with 0, or 69 where something does not work. */
export function runDoctor({ cluster, settings, args, face, onTerminal, colour }: AskedDoctor): Result {
  return {
    kind: 'passed',
    verbatim: true,
    start: async (sink) => {
      const nodes = await examine(cluster, settings, args.nodes);
      const json = () => visibleJson(JSON.stringify({ version: 1, nodes: nodes.map(nodeJson) }, null, 2));
      await sink('stdout', Buffer.from(`${face === 'json' ? json() : treeText(nodes, colour && onTerminal)}\n`));
      return nodes.some((node) => firstFailure(node) !== undefined) ? 69 : 0;
    },
  };
}

const nodeJson = (examined: Examined): object => {
  const first = firstFailure(examined);
  const { node, branches } = examined;
  return { node, first: first === undefined ? null : first, branches };
};

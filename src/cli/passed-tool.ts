import type { Node } from '../cluster/cluster.js';
import { hostOf } from '../cluster/node-name.js';
import type { Passed } from '../format/result.js';
import type { RunOptions } from '../ssh/host.js';

/** One of a node's own tools, its output unchanged. SSH is loaded when it starts. */
export function passedTool(node: Node, tool: string, argv: readonly string[], options: RunOptions): Passed {
  return {
    kind: 'passed',
    start: async (sink) => {
      const { passTool } = await import('../ssh/rabbitmqctl.js');
      // A full host name is refused without it.
      const longnames = hostOf(node.name).includes('.') ? ['--longnames'] : [];
      const passed = passTool(node.host, tool, [...longnames, ...argv], {
        ...options,
        ...(node.sudo === undefined ? {} : { sudo: node.sudo }),
      });
      return passed.start(sink);
    },
  };
}

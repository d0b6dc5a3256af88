import type { Node } from '../cluster/cluster.js';
import type { Passed } from '../format/result.js';
import type { RunOptions } from '../ssh/host.js';

/** One of a node's own tools, its output unchanged. SSH is loaded when it starts. */
export function passedTool(node: Node, tool: string, argv: readonly string[], options: RunOptions): Passed {
  return {
    kind: 'passed',
    start: async (sink) => {
      const { passTool } = await import('../ssh/rabbitmqctl.js');
      const passed = passTool(node.host, tool, argv, {
        ...options,
        ...(node.sudo === undefined ? {} : { sudo: node.sudo }),
      });
      return passed.kind === 'passed' ? passed.start(sink) : 0;
    },
  };
}

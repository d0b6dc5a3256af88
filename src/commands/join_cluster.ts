import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import type { Node } from '../cluster/cluster.js';
import { CliError, UsageError } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Makes the node a member of the cluster that the given node is in',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { member: text('existing cluster member (node) to join') },
  flags: { disc: flag('join as a disc node (default)'), ram: flag('join as a RAM node, where the version has them') },
  examples: ['rabbitctl -n rabbit@mq2 join_cluster rabbit@mq1'],
  run: async ({ node, args, settings, interactive, confirm, ownTool }) => {
    // Since 4.0 the tool stops a running application without asking; an older one refuses, so there is nothing to ask.
    if (interactive && !settings.apiOnly.value && (await restartsWithoutAsking(node))) {
      const agreed = await confirm(
        `${node.name} is running: joining ${args.member} stops it and deletes all of its data. Go on?`,
      );
      if (!agreed) throw new UsageError('not joined: nothing was touched', { node: node.name });
    }
    return ownTool();
  },
});

/** Only a running application answers over HTTP; 4.0 and later delete its data, whatever their store is. */
async function restartsWithoutAsking(node: Node): Promise<boolean> {
  try {
    const { rabbitmq_version: version } = await getOverview(node.api);
    return version !== undefined && has(version, 'join_restarts_application');
  } catch (error) {
    // A node that does not answer over HTTP is not running, or says itself what is wrong.
    if (error instanceof CliError) return false;
    throw error;
  }
}

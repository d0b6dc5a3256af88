import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import type { Node } from '../cluster/cluster.js';
import { ownApplicationRuns } from '../cluster/own-facts.js';
import { CliError, DataError, UsageError } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Makes the node a member of the cluster that the given node is in',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { member: text('existing cluster member (node) to join') },
  flags: { disc: flag('join as a disc node (default)'), ram: flag('join as a RAM node, where the version has them') },
  examples: ['rabbitctl -n rabbit@mq2 join_cluster rabbit@mq1'],
  validate: ({ flags: { disc, ram } }) => {
    if (disc && ram) throw new DataError('Bad argument: The node type must be either disc or ram.');
  },
  run: async ({ node, args, settings, interactive, confirm, ownTool }) => {
    // Since 4.0 the tool stops a running application without asking; an older one refuses, so there is nothing to ask.
    if (interactive && !settings.apiOnly.value && (await restartsWithoutAsking(node))) {
      const agreed = await confirm(
        `Joining ${args.member} stops RabbitMQ on ${node.name} and deletes all of its data. Go on?`,
      );
      if (!agreed) throw new UsageError('not joined: nothing was touched', { node: node.name });
    }
    return ownTool();
  },
});

/** 4.0 and later delete the data of a running application, whatever their store is; older ones refuse. */
async function restartsWithoutAsking(node: Node): Promise<boolean> {
  const { rabbitmq } = (await isRunning(node)) ? await node.version() : { rabbitmq: undefined };
  return rabbitmq !== undefined && has(rabbitmq, 'join_restarts_application');
}

/** A node that does not answer over HTTP is stopped, or its port or login is closed to us: its own tool knows. */
async function isRunning(node: Node): Promise<boolean> {
  try {
    await getOverview(node.api);
    return true;
  } catch (error) {
    if (error instanceof CliError) return ownApplicationRuns(node);
    throw error;
  }
}

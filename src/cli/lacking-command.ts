import type { Node } from '../cluster/cluster.js';
import { hasCommand, lifeOf } from '../cluster/command-versions.js';
import { CliError } from '../errors.js';

/** Why the node's own tool may have refused (64): a command that its version lacks. Undefined where that is not it. */
export async function lackingCommand(name: string, node: Node): Promise<string | undefined> {
  const life = lifeOf(name);
  if (life === undefined) return undefined;
  const version = await versionOf(node);
  if (version === undefined) return `RabbitMQ has ${name} ${life}.`;
  return hasCommand(version, name) ? undefined : `${node.name} runs RabbitMQ ${version}; there is ${name} ${life}.`;
}

/** Only HTTP tells it cheaply, and the tool has answered without. */
async function versionOf(node: Node): Promise<string | undefined> {
  try {
    return (await node.version()).rabbitmq;
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

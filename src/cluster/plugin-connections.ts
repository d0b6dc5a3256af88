import { type Connection, listConnections } from '../api/connections.js';
import { listNodes } from '../api/nodes.js';
import { NotOverHttp } from '../errors.js';
import { has } from './capabilities.js';
import type { Cluster } from './cluster.js';
import { asShown } from './shown-to-user.js';

interface Asking {
  readonly cluster: Cluster;
  readonly note: (line: string) => void;
}

export interface ConnectionPlugin {
  readonly plugin: string;
  /** What its connections' protocol begins with, or is. */
  readonly protocol: string;
}

/**
 * The connections that a plugin serves. Where it runs on no node its command is unknown to the real tool, and before 4.0
 * HTTP says other things of them: NotOverHttp, so that the node's own tool answers.
 */
export async function pluginConnections(
  { cluster: { api }, note }: Asking,
  { plugin, protocol }: ConnectionPlugin,
  rabbitmq: string,
  fields: readonly string[],
): Promise<readonly Connection[]> {
  if (!has(rabbitmq, 'plugin_lists_over_http'))
    throw new NotOverHttp('HTTP does not give what this version of RabbitMQ prints');
  const all = await asShown(api, note, listConnections(api, [...fields, 'protocol']));
  const connections = all.filter((connection) => connection.protocol?.split(/ (?=\d)/)[0] === protocol);
  if (connections.length > 0) return connections;
  const nodes = await listNodes(api, ['name', 'enabled_plugins']);
  if (nodes.some((node) => node.enabled_plugins?.includes(plugin))) return [];
  throw new NotOverHttp(`the plugin ${plugin} is off`);
}

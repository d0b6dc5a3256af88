import { asRecord } from '../../api/shapes.js';
import { askOwnTool, demandOfOwnTool } from '../health/own-tool.js';
import type { Member } from '../member.js';

/** The cluster that a node takes itself to be in. */
export interface OwnView {
  readonly members: readonly string[];
  /** By the version that each of them runs. */
  readonly running: Readonly<Record<string, string>>;
  /** Nodes that it takes to be apart. */
  readonly partitioned: readonly string[];
}

/** Asked of the node's own tool: one that has only just been installed may have no HTTP API yet. Throws CheckFailed when its application does not run. */
export async function ownView(member: Member): Promise<OwnView> {
  const { json } = await demandOfOwnTool(member, 'rabbitmqctl', 'cluster_status');
  const versions = Object.entries(asRecord(json.versions));
  return {
    members: [...new Set([...namesIn(json.disk_nodes), ...namesIn(json.ram_nodes)])].toSorted(),
    running: Object.fromEntries(versions.map(([name, version]) => [name, versionIn(version)])),
    partitioned: Object.keys(asRecord(json.partitions)),
  };
}

/** Whether RabbitMQ itself runs there, not only the runtime that it runs in. Throws what the tool throws. */
export const applicationRuns = async (member: Member): Promise<boolean> =>
  (await askOwnTool(member, 'rabbitmq-diagnostics', 'check_running')).code === 0;

const namesIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);

/** `{"rabbitmq_version":"4.0.5"}`; 3.8.9 says it in a sentence. */
const versionIn = (value: unknown): string => {
  const text = typeof value === 'string' ? value : String(asRecord(value).rabbitmq_version ?? '');
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? '';
};

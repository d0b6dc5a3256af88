import type { Finished } from '../lab/child-process.js';
import type { LabHost } from '../lab/lab-host.js';

interface Status {
  readonly disk_nodes: readonly string[];
  readonly running_nodes: readonly string[];
}

/** What a node's own tool says; an exit code of its own is an error. */
export async function toolSays(host: LabHost, ...argv: readonly string[]): Promise<string> {
  return outputOf(`${host.name}: rabbitmqctl ${argv.join(' ')}`, await host.ctl(...argv));
}

export function outputOf(what: string, { stdout, stderr, code }: Finished): string {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${(stderr || stdout).trim()}`);
  return withoutEscapes(stdout);
}

/** Up to 3.12 titles are bold in pipes too; ours never are. */
export const withoutEscapes = (text: string): string => text.replaceAll(/\u001b\[[0-9;]*m/g, '');

export async function members(host: LabHost): Promise<readonly string[]> {
  return (await status(host)).disk_nodes.toSorted();
}

export async function runningMembers(host: LabHost): Promise<readonly string[]> {
  return (await status(host)).running_nodes.toSorted();
}

/** Two hosts as one cluster with nobody else in it; nothing is done when they are. */
export async function ensureCluster(first: LabHost, second: LabHost): Promise<void> {
  const wanted = String([first.node, second.node].toSorted());
  const seen = await Promise.all([runningMembers(first), members(second)]).catch(() => []);
  if (seen.length > 0 && seen.every((names) => String(names) === wanted)) return;
  await ensureAlone(first, second);
  for (const step of [['stop_app'], ['reset'], ['join_cluster', first.node], ['start_app']])
    await toolSays(second, ...step);
  await second.awaitBroker();
}

/** A node without companions; whatever else it holds may stay. */
export async function ensureAlone(...hosts: readonly LabHost[]): Promise<void> {
  await Promise.all(
    hosts.map(async (host) => {
      const alone = await members(host).then(
        (names) => names.length === 1,
        () => false,
      );
      if (!alone) await host.reset();
    }),
  );
}

async function status(host: LabHost): Promise<Status> {
  const json = await toolSays(host, 'cluster_status', '--formatter', 'json');
  return JSON.parse(json) as Status;
}

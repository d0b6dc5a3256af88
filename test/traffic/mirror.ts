import type { LabHost } from '../lab/lab-host.js';

/** On 3.x: a classic queue of this name has a mirror on every node, and new mirrors are synchronised by themselves. */
export async function mirrorOnAllNodes(host: LabHost, queue: string): Promise<void> {
  const pattern = `^${queue.replaceAll('.', '\\.')}$`;
  const definition = JSON.stringify({ 'ha-mode': 'all', 'ha-sync-mode': 'automatic' });
  const set = await host.ctl('set_policy', '--apply-to', 'queues', `mirror ${queue}`, pattern, definition);
  if (set.code !== 0) throw new Error(`${host.name}: set_policy: ${set.stderr || set.stdout}`);
}

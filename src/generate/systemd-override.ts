import type { ClusterNode } from '../api/nodes.js';
import { visible } from '../format/visible.js';

export interface OverrideOptions {
  readonly fileDescriptors: number | undefined;
  /** As systemd writes it: `12G`, `90%`. */
  readonly memoryMax: string | undefined;
  readonly tasks: number | undefined;
  /** Seconds. */
  readonly startSeconds: number;
  readonly stopSeconds: number;
  readonly restart: string;
  readonly coreDumps: boolean;
}

/** What RabbitMQ's production checklist asks for at least. */
const least = 65_536;

/** File descriptors: twice what the busiest node has open now, at least 65,536, a power of two. */
export function enoughDescriptors(nodes: readonly ClusterNode[]): number {
  const busiest = Math.max(0, ...nodes.map(({ fd_used }) => (typeof fd_used === 'number' ? fd_used : 0)));
  return Math.max(least, 2 ** Math.ceil(Math.log2(Math.max(1, busiest * 2))));
}

/** A drop-in for rabbitmq-server.service, and what its limits are now on each node. */
export function systemdOverride(cluster: string, nodes: readonly ClusterNode[], options: OverrideOptions): string {
  const { fileDescriptors, memoryMax, tasks, startSeconds, stopSeconds, restart, coreDumps } = options;
  const now = nodes.map(
    ({ name, fd_used, fd_total }) =>
      `# ${visible(String(name))}: ${count(fd_used)} of ${count(fd_total)} file descriptors in use\n`,
  );
  const lines = [
    `LimitNOFILE=${fileDescriptors ?? enoughDescriptors(nodes)}`,
    ...(memoryMax === undefined ? [] : [`MemoryMax=${memoryMax}`]),
    ...(tasks === undefined ? [] : [`TasksMax=${tasks}`]),
    ...(coreDumps ? ['LimitCORE=infinity'] : []),
    // A node that waits for its peers, or closes large queues, is not to be killed in the midst of it.
    ...[`TimeoutStartSec=${startSeconds}`, `TimeoutStopSec=${stopSeconds}`],
    ...[`Restart=${restart}`, ...(restart === 'no' ? [] : ['RestartSec=10'])],
  ];
  return `# Made by: rabbitctl generate systemd-override, of ${visible(cluster)}
${now.join('')}# Put it on each node into /etc/systemd/system/rabbitmq-server.service.d/limits.conf, then: systemctl daemon-reload.
# Limits hold from the node's next start on: rabbitctl rolling-restart
[Service]
${lines.join('\n')}
`;
}

/** What somebody else answers in the broker's place must not leave its comment. */
const count = (value: unknown): string => (typeof value === 'number' ? String(value) : '?');

/** How the cluster was before the run: what the verification compares with. */
export interface Baseline {
  /** Durable queues that outlive a restart, as `VHOST\0NAME`, sorted. */
  readonly queues: readonly string[];
  /** Of these, those without a leader. */
  readonly leaderless: readonly string[];
  readonly messages: number;
  /** Leaders by node, of queues and streams of every type. */
  readonly leaders: Readonly<Record<string, number>>;
  readonly connections: number;
  readonly members: readonly string[];
  /** RabbitMQ's version by node. */
  readonly versions: Readonly<Record<string, string>>;
}

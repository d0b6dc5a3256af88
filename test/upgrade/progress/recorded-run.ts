import type { Happening, NodeStanding, RunEvent } from '../../../src/upgrade/event.js';
import { type NodeState, nodeStates } from '../../../src/upgrade/state-name.js';

/** Noon, in whatever zone the test runs. */
export const noon = new Date(2026, 10, 25, 12, 0, 0).getTime();

/** The events of runs as they would be, at times that the script tells. */
export class Script {
  readonly events: RunEvent[] = [];
  now = noon;

  add(happening: Happening, secondsLater = 0): this {
    this.now += secondsLater * 1000;
    this.events.push({ version: 1, time: new Date(this.now).toISOString(), run: '20261125-120000-3f2a', ...happening });
    return this;
  }

  started(nodes: readonly string[], resumed = false): this {
    return this.add({ event: 'started', kind: 'upgrade', cluster: 'prod', target: '4.0.9', nodes, resumed });
  }

  verdicts(): this {
    return this.add({ event: 'verdict', check: 'path', level: 'ok', message: '4.0.5 → 4.0.9 is a patch' })
      .add({ event: 'verdict', check: 'alarms', level: 'ok', message: 'none' })
      .add({
        event: 'verdict',
        check: 'capacity',
        level: 'warning',
        node: 'rabbit@mq3',
        message: 'the other nodes would use 81 % of their memory',
      });
  }

  /** One state from its announcement to its end. */
  state(node: string, state: NodeState, seconds: number, reasons: readonly string[] = []): this {
    this.add({ event: 'state', node, state });
    for (const reason of reasons) this.add({ event: 'waiting', node, state, reason }, seconds / (reasons.length + 1));
    const rest = reasons.length === 0 ? seconds : seconds / (reasons.length + 1);
    return this.add({ event: 'state-done', node, state, seconds, waited: seconds * 0.98 }, rest);
  }

  /** A node's whole upgrade, up to (and without) a state. */
  node(node: string, upTo?: NodeState): this {
    for (const state of nodeStates) {
      if (state === upTo) return this;
      this.state(node, state, durations[state], reasons[state]);
      if (state === 'install') this.packages(node);
    }
    return this.add({ event: 'node-done', node, seconds: 128 });
  }

  packages(node: string): this {
    const changes = [{ name: 'rabbitmq-server', from: '4.0.5-5', to: '4.0.9-1' }];
    return this.add({
      event: 'packages',
      node,
      when: 'before',
      packages: [...packages, { name: 'rabbitmq-server', version: '4.0.5-5' }],
      changes,
    }).add({
      event: 'packages',
      node,
      when: 'after',
      packages: [...packages, { name: 'rabbitmq-server', version: '4.0.9-1' }],
    });
  }

  /** What is done once for all nodes. */
  cluster(state: 'stage' | 'export' | 'flags' | 'rebalance' | 'verify' | 'release', seconds = 2): this {
    return this.add({ event: 'state', state }).add({ event: 'state-done', state, seconds, waited: seconds }, seconds);
  }

  done(nodes: readonly string[]): this {
    const standings: Record<string, NodeStanding> = Object.fromEntries(nodes.map((name) => [name, 'done']));
    const seconds = (this.now - noon) / 1000;
    return this.add({
      event: 'ended',
      outcome: 'done',
      message: `${nodes.length} nodes of prod run 4.0.9`,
      nodes: standings,
      seconds,
      waited: seconds - 14,
    });
  }
}

const packages = [
  { name: 'erlang-base', version: '1:27.3.4.1+dfsg-1' },
  { name: 'erlang-mnesia', version: '1:27.3.4.1+dfsg-1' },
];

const durations: Readonly<Record<NodeState, number>> = Object.fromEntries(
  nodeStates.map((state) => [state, 2]),
) as Record<NodeState, number>;

const reasons: Readonly<Partial<Record<NodeState, readonly string[]>>> = {
  drain: ['12 connections are still open', '3 connections are still open'],
  install: ['install is under way'],
  'await-boot': ['the node does not answer', 'the node does not answer', 'plugins are being started'],
};

export const three = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'] as const;

/** Three nodes from the first check to the end. */
export function wholeRun(): readonly RunEvent[] {
  const script = new Script().verdicts().started(three).cluster('stage', 21).cluster('export');
  for (const name of three) script.node(name);
  const told = '12 durable queues (12 before), 340 messages (338)';
  script.cluster('flags').cluster('rebalance').add({ event: 'verdict', check: 'verify', level: 'ok', message: told });
  return script.cluster('verify').cluster('release').done(three).events;
}

/** The second node does not boot. */
export function pausedRun(): readonly RunEvent[] {
  return new Script()
    .verdicts()
    .started(three)
    .cluster('stage', 21)
    .node('rabbit@mq1')
    .node('rabbit@mq2', 'await-boot')
    .add({ event: 'state', node: 'rabbit@mq2', state: 'await-boot' })
    .add({ event: 'waiting', node: 'rabbit@mq2', state: 'await-boot', reason: 'the node does not answer' }, 1)
    .add(
      {
        event: 'ended',
        outcome: 'paused',
        reason: 'await-boot',
        node: 'rabbit@mq2',
        message: 'not in 900 s: the node does not answer',
        hint: 'See its log: journalctl -u rabbitmq-server\nThe other two nodes serve.',
        nodes: { 'rabbit@mq1': 'done', 'rabbit@mq2': 'half-way', 'rabbit@mq3': 'to-do' },
        seconds: 1042,
        waited: 1030,
      },
      900,
    ).events;
}

import { expect, it } from 'vitest';
import type { NodePlan, Plan } from '../../../src/upgrade/plan.js';
import { planJson, planText } from '../../../src/upgrade/progress/plan-text.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import type { Verdict } from '../../../src/upgrade/verdict.js';

const options: RunOptions = {
  ...{ kind: 'upgrade', target: '4.0.9', soak: 0, parallelStage: 5, timeouts: {}, packages: 'auto', hold: false },
  ...{ coldBackup: false, overrides: [], featureFlags: 'ask', khepri: false },
};

const changes = [{ name: 'rabbitmq-server', from: '4.0.5-5', to: '4.0.9-1' }];

const node = (name: string, more: Partial<NodePlan> = {}): NodePlan => ({
  ...{ name, standing: 'to-do', from: '4.0.5', installed: '4.0.5-5', candidate: '4.0.9-1', changes, leaders: 3 },
  ...{ packages: [], held: false },
  ...more,
});

const plan: Plan = {
  cluster: 'prod',
  options,
  nodes: [
    node('rabbit@mq2', { standing: 'done', from: '4.0.9', installed: '4.0.9-1' }),
    node('rabbit@mq1', { leaders: 0 }),
    node('rabbit@mq3', { leaders: 12, held: true }),
  ],
  members: ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'],
  baseline: { queues: [], leaderless: [], messages: 0, leaders: {}, connections: 0, members: [], versions: {} },
};

const fine: readonly Verdict[] = [
  { check: 'path', level: 'ok', message: '4.0.5 → 4.0.9' },
  { check: 'alarms', level: 'ok', message: 'none' },
];

it('what happens to which node in which order, in one sentence, and what comes in the end', () => {
  expect(planText(plan, fine)).toBe(`rolling-upgrade of prod to 4.0.9: 3 nodes, one at a time

  1.  rabbit@mq2  4.0.9  4.0.9-1            already done
  2.  rabbit@mq1  4.0.5  4.0.5-5 → 4.0.9-1  0 leaders
  3.  rabbit@mq3  4.0.5  4.0.5-5 → 4.0.9-1  12 leaders, package held

Packages: rabbitmq-server 4.0.5-5 → 4.0.9-1

Each node in turn: checked, drained, stopped, upgraded, started, waited for until its replicas have
caught up. In the end feature flags that are off are listed, and turned on if you say yes; leaders
are spread over all nodes; all is compared with how it is now.

2 checks passed: path, alarms
`);
});

it('blockers come first, with the way round them; one for several nodes is one', () => {
  const verdicts: readonly Verdict[] = [
    ...fine,
    { check: 'disk', level: 'warning', node: 'rabbit@mq1', message: 'little room' },
    { check: 'disk', level: 'warning', node: 'rabbit@mq2', message: 'little room' },
    {
      check: 'path',
      level: 'blocker',
      override: 'unsupported-path',
      message: '4.0 → 4.3 is not supported\nGo 4.0 → 4.2 → 4.3.',
    },
    {
      check: 'quorum',
      level: 'blocker',
      override: 'unavailable-queues',
      lasting: 'structural',
      message: 'q1 has 2 replicas',
    },
    { check: 'ssh', level: 'blocker', node: 'rabbit@mq3', message: 'not reached' },
  ];
  const text = planText(plan, verdicts);
  expect(text.slice(text.indexOf('3 blockers'))).toBe(`3 blockers: nothing is touched while there is one
  ✗ path: 4.0 → 4.3 is not supported
      Go 4.0 → 4.2 → 4.3.
      --allow-unsupported-path: go on although RabbitMQ does not support this hop
  ✗ quorum: q1 has 2 replicas
      Waiting does not help: it lies in how the cluster is built.
      --allow-unavailable-queues: go on although queues that have too few replicas will not be available for a while
  ✗ ssh rabbit@mq3: not reached

1 warning
  ! disk rabbit@mq1, rabbit@mq2: little room

2 checks passed: path, alarms
`);
});

it('a restart says nothing of packages', () => {
  const { target: _, ...rest } = options;
  const some = { ...plan, options: { ...rest, kind: 'restart' as const, canary: 1, soak: 60 } };
  const nodes = [{ ...node('rabbit@mq1'), changes: [] }].map(({ candidate: _, ...of }) => of);
  expect(
    planText({ ...some, nodes }, []),
  ).toBe(`rolling-restart of prod: 1 node, one at a time; 2 other members not touched

  1.  rabbit@mq1  4.0.5  3 leaders

Each node in turn: checked, drained, stopped, started, waited for until its replicas have caught up,
watched for 60 s. After 1 node the run stops and asks. In the end leaders are spread over all nodes;
all is compared with how it is now.
`);
});

it('nodes with other packages are named', () => {
  const erlang = { name: 'erlang-base', from: '1:26', to: '1:27' };
  const nodes = [node('rabbit@mq1'), node('rabbit@mq2', { changes: [...changes, erlang] })];
  expect(planText({ ...plan, nodes }, [])).toContain(
    'rabbit@mq1: rabbitmq-server 4.0.5-5 → 4.0.9-1\nrabbit@mq2: rabbitmq-server 4.0.5-5 → 4.0.9-1, Erlang 1:26 → 1:27\n',
  );
});

it('for programs', () => {
  const json = planJson(plan, [...fine, { check: 'ssh', level: 'blocker', message: 'not reached' }]);
  expect(json).toMatchObject({ version: 1, blocked: true, cluster: 'prod', options, members: plan.members });
  expect(json).not.toHaveProperty('baseline');
  expect(planJson(plan, fine)).toMatchObject({ blocked: false, verdicts: fine, nodes: plan.nodes });
});

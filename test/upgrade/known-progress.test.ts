import { expect, it } from 'vitest';
import type { RecordedRun } from '../../src/upgrade/journal.js';
import { withProgress } from '../../src/upgrade/known-progress.js';
import type { LockRecord } from '../../src/upgrade/lock-record.js';
import type { Plan } from '../../src/upgrade/plan.js';

const names = ['a', 'b', 'c', 'd'];
const plan = {
  options: { kind: 'upgrade', packages: 'apt' },
  nodes: names.map((name) => ({ name, standing: 'to-do' })),
} as unknown as Plan;
const recorded = (...events: readonly object[]) => ({ events }) as unknown as RecordedRun;
const held = (up: readonly string[]) => ({ up }) as unknown as LockRecord;
const told = (of: Plan) => of.nodes.map(({ name, standing, wasUp }) => `${name} ${standing}${wasUp ? ', was up' : ''}`);

it('the journal tells what is done, what may be out of service, and what has been up', () => {
  const events = [
    ...[{ event: 'node-done', node: 'a' }],
    ...[
      { event: 'state', node: 'b', state: 'drain' },
      { event: 'state-done', node: 'b', state: 'start' },
    ],
    ...[
      { event: 'state', node: 'c', state: 'drain' },
      { event: 'state', node: 'd', state: 'gate' },
    ],
  ];
  expect(told(withProgress(plan, recorded(...events), undefined))).toEqual([
    ...['a done, was up', 'b half-way, was up', 'c half-way', 'd to-do'],
  ]);
});

it('whoever has no journal learns from the lock what has been up', () => {
  expect(told(withProgress(plan, undefined, held(['b'])))).toEqual([
    'a to-do',
    'b to-do, was up',
    'c to-do',
    'd to-do',
  ]);
});

it("the end of an operator's own start command is no proof of a boot", () => {
  const own = { ...plan, options: { ...plan.options, packages: 'command' as const } };
  const events = recorded(
    { event: 'state-done', node: 'a', state: 'start' },
    { event: 'state-done', node: 'b', state: 'await-boot' },
  );
  expect(told(withProgress(own, events, undefined)).slice(0, 2)).toEqual(['a to-do', 'b to-do, was up']);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { type MiddleNode, middleNode, statesOf } from './middle-node.js';
import { expectDone } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';

/** One state after another in one run. Each by itself, at both of its ends, other versions and SSH that is cut: see matrix.test.ts. */
withLab('trixie', 'kill -9 in the middle of a node', (lab) => {
  let operator: UpgradeOperator;
  let middle: MiddleNode;

  beforeAll(async () => {
    middle = await middleNode(lab());
    operator = new UpgradeOperator(lab());
  });
  beforeEach(() => middle.putBehind());
  afterAll(() => {
    operator?.leave();
    middle?.end();
  });

  test.each(inTurn(statesOf('trixie'), 4))(
    'where %s begins, then where %s, %s and %s do: nothing is done twice',
    async (...states) => {
      const resume = ['rolling-upgrade', 'resume', '--yes'];
      for (const [index, state] of states.entries())
        await middle.killedAt(operator, { event: 'state', state }, index === 0 ? middle.upgrade : resume);
      expectDone(await operator.run(...resume));
      await middle.expectDoneOnce();
    },
  );

  test('somebody elsewhere is refused, and takes the run over when its owner is gone', async () => {
    await middle.killedAt(operator, { event: 'state-done', state: 'stop' });
    const other = new UpgradeOperator(lab());
    try {
      expect((await other.run(...middle.upgrade)).code).toBe(75);
      expectDone(await other.run('rolling-upgrade', 'resume', '--take-over', '--yes'));
      await middle.expectDoneOnce();
    } finally {
      other.leave();
    }
  });
});

/** Every state once, those of one group far from each other: `groups` runs are killed as often as there are states in one. */
const inTurn = (states: readonly string[], groups: number): readonly (readonly string[])[] =>
  Array.from({ length: groups }, (_, first) => states.filter((_state, index) => index % groups === first));

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { type MiddleNode, middleNode, statesOf } from './middle-node.js';
import { expectDone } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';

/** Both ends of every state, other versions, and SSH that is cut: see matrix.test.ts. */
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

  test.each(statesOf('trixie'))('where %s begins: resume ends well, nothing is done twice', async (state) => {
    await middle.killedAt(operator, { event: 'state', state });
    expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
    await middle.expectDoneOnce();
  });

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

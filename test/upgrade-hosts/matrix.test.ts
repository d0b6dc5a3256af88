import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { withOwnLab } from '../lab/with-own-lab.js';
import { type MiddleNode, middleNode, statesOf } from './middle-node.js';
import { expectDone, runAndAct } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';

/** RABBITCTL_MATRIX=trixie,forky is some of them. */
const suites = (process.env.RABBITCTL_MATRIX || 'bullseye,bookworm,trixie,forky').split(',');

/** Every state of the middle node, on every version: killed at both of its ends, and without SSH in it. Takes more than an hour. */
describe.each(suites)('%s, whatever happens in a state', (suite) => {
  withOwnLab({ suite, hosts: 3, prefix: `um${suite[1]}` }, 'the middle node', (lab) => {
    let operator: UpgradeOperator;
    let other: UpgradeOperator;
    let middle: MiddleNode;

    beforeAll(async () => {
      middle = await middleNode(lab());
    });
    beforeEach(async () => {
      [operator, other] = [new UpgradeOperator(lab()), new UpgradeOperator(lab())];
      await middle.putBehind();
      return () => [operator, other].forEach((home) => void home.leave());
    });
    afterAll(() => middle?.end());

    describe.each(statesOf(suite))('%s', (state) => {
      test('killed where it begins, taken over from elsewhere', async () => {
        await middle.killedAt(operator, { event: 'state', state });
        expectDone(await other.run('rolling-upgrade', 'resume', '--take-over', '--yes'));
        await middle.expectDoneOnce();
      });

      test('killed where it ends, resumed', async () => {
        await middle.killedAt(operator, { event: 'state-done', state });
        expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
        await middle.expectDoneOnce();
      });

      test('SSH is cut in it', async () => {
        const ran = await runAndAct(
          operator,
          middle.upgrade,
          { event: 'state', state, host: middle.host },
          async () => {
            await middle.host.stopSsh();
            await sleep(3000);
            await middle.host.startSsh();
          },
        );
        if (ran.code === 75) expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
        else expectDone(ran);
        await middle.expectDoneOnce();
      });
    });
  });
});

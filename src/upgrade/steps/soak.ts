import { CheckFailed } from '../../errors.js';
import { raisedAlarms } from '../health/standing.js';
import type { NodeContext } from '../node-context.js';
import type { Step } from '../step.js';
import { othersAreWell } from './others-are-well.js';

/** Lets the node work for a while before the next one is touched, and looks whether all stays well. */
export const soak: Step = {
  state: 'soak',
  applies: ({ engine }) => engine.plan.options.soak > 0,
  isDone: () => false,
  perform: async (context) => {
    const { engine } = context;
    const end = engine.clock.now() + engine.plan.options.soak * 1000;
    await engine.stopwatch.waiting(async () => {
      for (let left = engine.plan.options.soak; left > 0; left = Math.ceil((end - engine.clock.now()) / 1000)) {
        engine.emit({ event: 'waiting', node: context.member.name, state: 'soak', reason: `${left} s to go` });
        await engine.clock.sleep(Math.min(5, left) * 1000, engine.signal);
        await look(context);
      }
    });
  },
};

async function look(context: NodeContext): Promise<void> {
  const [alarms, others] = await Promise.all([raisedAlarms(context.member), othersAreWell(context)]);
  const problem = others === true ? alarms.join(', ') : others;
  if (problem !== '') throw new CheckFailed(`all was well at first, but now ${problem}`, { node: context.member.name });
}

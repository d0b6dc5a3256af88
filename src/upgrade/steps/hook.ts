import { CheckFailed } from '../../errors.js';
import { localHost } from '../../ssh/local.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Hook } from '../run-options.js';
import type { Step } from '../step.js';

/** The operator's own program before a node is touched. */
export const hookBefore: Step = {
  state: 'hook-before',
  applies: ({ engine }) => engine.plan.options.hookBefore !== undefined,
  isDone: (facts) => reached(facts, 'drained'),
  perform: (context) => runHook(context, context.engine.plan.options.hookBefore),
};

/** And after it has caught up. */
export const hookAfter: Step = {
  state: 'hook-after',
  applies: ({ engine }) => engine.plan.options.hookAfter !== undefined,
  isDone: () => false,
  perform: (context) => runHook(context, context.engine.plan.options.hookAfter),
};

/** On this machine or on the node's, with NODE and CLUSTER set; any code but 0 stops the run. */
async function runHook(context: NodeContext, hook: Hook | undefined): Promise<void> {
  if (hook === undefined) return;
  const { member, engine, timeout } = context;
  const variables = [`NODE=${member.name}`, `CLUSTER=${engine.plan.cluster}`];
  const local = hook.where === 'local';
  const host = local ? localHost() : member.node.host;
  // sshd lets no variables through, so `env` sets them.
  const { code, stdout, stderr } = await engine.stopwatch.waiting(() =>
    host.run(['env', ...variables, ...hook.argv], { deadline: timeout * 1000, signal: engine.signal }),
  );
  for (const line of `${stdout}${stderr}`.split('\n').filter((text) => text.trim() !== '')) context.note(line);
  if (code !== 0)
    throw new CheckFailed(`the hook ${hook.argv[0]} said no to ${member.name}, with code ${code}`, {
      node: member.name,
    });
}

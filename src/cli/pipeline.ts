import { Interrupted } from '../errors.js';
import type { AnyDefinition } from './command.js';
import { connect } from './connect.js';
import { reportFailure } from './failure.js';
import { checkManyNodes, onManyNodes } from './many-nodes.js';
import { outputPlan } from './output-plan.js';
import type { Outside } from './outside.js';
import { type Input, parseInput } from './parse.js';
import { Run } from './run.js';
import { Terminal } from './terminal.js';

/** One command from argv to exit code. Prints every error itself; never throws, never exits. */
export async function runCommand(
  definition: AnyDefinition,
  name: string,
  argv: readonly string[],
  outside: Outside,
): Promise<number> {
  if (definition.outlivesTerminal !== true) return runUntilSignal(definition, name, argv, outside);
  const hangUp = (await import('./hang-up.js')).untilHungUp(outside);
  try {
    return await runUntilSignal(definition, name, argv, hangUp.outside);
  } finally {
    hangUp.leave();
  }
}

async function runUntilSignal(
  definition: AnyDefinition,
  name: string,
  argv: readonly string[],
  outside: Outside,
): Promise<number> {
  let input: Input | undefined;
  try {
    input = await parseInput(definition, name, argv);
    if (input.flags.help) return await showHelp(definition, name, outside);
    const terminal = new Terminal(outside);
    const plan = await outputPlan(definition, input, outside);
    checkManyNodes(definition, input.flags);
    definition.validate?.({ args: input.args, flags: input.flags });
    const { cluster, settings } = await connect(definition, name, input, outside, terminal);
    try {
      const run = new Run({ definition, name, input, outside, terminal, cluster, settings, plan });
      if (input.flags['dry-run'] && definition.showsDryRun !== true) return await run.dry();
      return onManyNodes(definition, input.flags) ? await run.onManyNodes() : await run.onTarget();
    } finally {
      await cluster.close();
    }
  } catch (error) {
    return reportFailure(interrupted(error, outside.signal), input, outside, argv);
  }
}

async function showHelp(definition: AnyDefinition, name: string, outside: Outside): Promise<number> {
  const { commandHelp } = await import('./help.js');
  outside.stdout.write(commandHelp(name, definition));
  return 0;
}

/** Whatever broke under Ctrl-C, that was the reason; an Interrupted of ours may say what is still true. */
function interrupted(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && !(error instanceof Interrupted) ? new Interrupted('interrupted', { cause: error }) : error;
}

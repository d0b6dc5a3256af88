import { CheckFailed, CliError, TimedOut, Unavailable } from '../errors.js';
import type { NodeContext } from './node-context.js';
import { Paused } from './paused.js';

/** What runs as a transient unit, which outlives the connection. */
export type Job = 'stop' | 'install' | 'start' | 'way-back';

export const jobName = (run: string, job: Job): string => `rabbitctl-${run}-${job}`;

/** Whether a job may be begun now; else why not. */
export type MayBegin = (context: NodeContext) => Promise<true | string>;

/**
 * Begins a job, or finds the one that an earlier try began, and waits for its end. `mayBegin` is asked right before: a
 * machine that was not reached for a while may have changed, and so may the others. `isRunning`: it was seen to run just now,
 * and its end counts. Throws Paused when it says no,
 * CheckFailed with the last lines that the job printed when it fails, TimedOut when it takes too long: it then goes on by itself.
 */
export async function runJob(
  context: NodeContext,
  job: Job,
  argv: readonly string[],
  mayBegin: MayBegin = async () => true,
  isRunning = false,
): Promise<void> {
  const { member, engine } = context;
  const name = jobName(engine.run, job);
  const begin = beginner(context, name, argv, mayBegin, isRunning);
  let code: number | undefined;
  await context.wait(
    async () => {
      await begin();
      const now = await member.launcher.state(name);
      code = now.state === 'absent' ? 1 : now.code;
      return now.state === 'running' ? `${job} is under way` : true;
    },
    { every: 1000, helps: (error) => error instanceof Unavailable || error instanceof TimedOut },
  );
  if (code === 0) return;
  const said = await member.launcher.output(name);
  throw new CheckFailed(`${job} failed on ${member.name} with code ${code ?? 1}`, {
    node: member.name,
    ...(said !== '' && { hint: said }),
  });
}

/** Begins it once, however often it is called: a line that was cut meanwhile says nothing of the job, so the machine is asked. */
function beginner(context: NodeContext, name: string, argv: readonly string[], mayBegin: MayBegin, isRunning: boolean) {
  const { launcher } = context.member;
  let [tried, sent, begun] = [false, isRunning, false];
  return async (): Promise<void> => {
    if (begun) return;
    const again = tried;
    tried = true;
    const { state } = await launcher.state(name);
    if (state !== 'running' && !(sent && state !== 'absent')) {
      // What ended is of an earlier try: it must not pass for this one.
      if (state !== 'absent') await launcher.clear(name);
      if (again) await context.engine.lock.check();
      await demand(context, mayBegin);
      sent = true;
      await launcher.begin(name, argv);
    }
    begun = true;
  };
}

async function demand(context: NodeContext, mayBegin: MayBegin): Promise<void> {
  const { member, state } = context;
  const answer = await mayBegin(context).catch((error: unknown) => {
    if (error instanceof CliError) return error.message;
    throw error;
  });
  if (answer !== true) throw new Paused(state, `not begun, because ${answer}`, { node: member.name });
}

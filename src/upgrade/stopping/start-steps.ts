import { CheckFailed, CliError, TimedOut } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import { lastWords } from '../health/last-words.js';
import { runJob } from '../job.js';
import { applicationRuns, ownView } from '../membership/own-view.js';
import type { NodeContext } from '../node-context.js';
import type { Turn } from '../node-turn.js';
import { reasonInLog } from '../tables/boot-failures.js';
import { stateTruths } from '../tables/state-truths.js';
import { waitingHelpsNewcomer } from '../wait-until.js';

/** How far a node is that is started with all others: by its own tools, for nobody else may answer. */
export interface StartFacts {
  readonly runs: boolean;
}

/** What happens to each node of a cluster that is started. */
export const startTurn: Turn<StartFacts> = {
  steps: [
    { state: 'start', isDone: ({ runs }) => runs, perform: start },
    {
      state: 'await-boot',
      isDone: () => false,
      perform: (context) => context.wait(() => hasBooted(context), { every: 1000, helps: waitingHelpsNewcomer }),
    },
  ],
  look: async ({ member }) => ({
    runs: (await member.service.probe()).service === 'active' && (await applicationRuns(member)),
  }),
  isBegun: ({ runs }) => runs,
  touchesIn: 'start',
  stopped: async ({ context }) => stateTruths[context.state],
};

const hasBooted = async ({ member }: NodeContext): Promise<true | string> =>
  (await applicationRuns(member)) || 'RabbitMQ is starting there';

/** By its service, which ends its start when the broker is up; with others that wait for it, it is under way already. */
async function start(context: NodeContext): Promise<void> {
  const { member } = context;
  const { service } = await member.service.probe();
  if (service === 'active') {
    // Its service runs: starting that once more would do nothing. It may be about to boot.
    await context
      .wait(async () => (await applicationRuns(member)) || 'RabbitMQ does not run there', { timeout: 60 })
      .catch((error: unknown) => {
        if (!(error instanceof TimedOut)) throw error;
        throw new CheckFailed(`the runtime of ${member.name} runs, and RabbitMQ in it was stopped by somebody`, {
          node: member.name,
          hint: `Find out who, then: rabbitctl -n ${member.name} start_app`,
        });
      });
    return;
  }
  try {
    await runJob(context, 'start', member.service.startArgv);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    if ((await member.service.probe()).service === 'active') return;
    throw await whyNot(context, error);
  }
}

/** One that does not boot is left stopped: systemd would try it for ever, and nobody would see why. */
async function whyNot({ member, plan, engine }: NodeContext, error: CheckFailed): Promise<CheckFailed> {
  const log = await lastWords(member.node.host);
  await runAsRoot(member.node.host, [...member.service.stopArgv], { deadline: 120_000 });
  const reason = reasonInLog(log);
  const others = engine.plan.nodes.filter(({ name }) => name !== plan.name).map(({ name }) => name);
  return new CheckFailed(`the broker of ${member.name} does not start${reason === undefined ? '' : `: ${reason}`}`, {
    ...{ node: member.name, cause: error },
    hint: `${log.trim().split('\n').slice(-12).join('\n')}\nIt is stopped now. ${noForce(others)}`,
  });
}

/** Said wherever somebody might think of it. */
export const noForce = (others: readonly string[]): string =>
  `Do not help yourself with force_boot: a node that is forced does not wait for what ${others.join(' and ') || 'the others'} may know better, and that is lost. It is for nodes whose others are gone for good`;

/** Every node by its own word: all are members, all run, none is apart. True, or what is not so. */
export async function allSeeAll(
  members: readonly NodeContext['member'][],
  started: readonly string[],
): Promise<true | string> {
  const all = members.map(({ name }) => name).toSorted();
  for (const member of members.filter(({ name }) => started.includes(name))) {
    const view = await ownView(member).catch((error: unknown) => {
      if (error instanceof CliError) return error.message;
      throw error;
    });
    if (typeof view === 'string') return `${member.name} does not tell what it sees: ${view}`;
    if (view.members.join() !== all.join()) return `${member.name} counts ${view.members.join(', ')} as members`;
    const down = started.filter((name) => view.running[name] === undefined);
    if (down.length > 0) return `${member.name} sees ${down.join(', ')} down`;
    if (view.partitioned.length > 0) return `${member.name} sees a partition`;
  }
  return true;
}

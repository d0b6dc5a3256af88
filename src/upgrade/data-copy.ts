import { CheckFailed } from '../errors.js';
import { runAsRoot } from '../ssh/as-root.js';
import type { Member } from './member.js';
import type { NodeContext } from './node-context.js';
import type { NodePlan } from './plan.js';
import type { RunOptions } from './run-options.js';
import { seriesOf } from './tables/upgrade-path.js';

/**
 * A new series may convert a node's data at its first start, even at one that fails (seen: 4.3.6 on data of 4.0.5 moves it
 * from Mnesia to Khepri and then does not boot; 4.0.5 cannot read that). So a stopped node's data is kept beside it, on its
 * own disk, until the node is up: without it the old packages would be no way back.
 */
export const wantsDataCopy = ({ plan, engine }: NodeContext): boolean =>
  changesSeries(plan, engine.plan.options) && plan.dataElsewhere !== true;

/** The same of a node that is only looked at. */
export function changesSeries(plan: NodePlan, { kind, packages }: RunOptions): boolean {
  const target = /\d+\.\d+\.\d+/.exec(plan.candidate ?? '')?.[0];
  return (
    kind === 'upgrade' && packages !== 'command' && target !== undefined && seriesOf(target) !== seriesOf(plan.from)
  );
}

/** Keeps the data of a stopped node; one that is kept already is the older and better one. Throws CheckFailed when there is no room. */
export async function keepData(context: NodeContext): Promise<void> {
  const { code, stderr } = await asRoot(context, keepScript, context.timeout);
  if (code === 0) return;
  throw new CheckFailed(`the data of ${context.member.name} cannot be kept for the way back`, {
    node: context.member.name,
    hint: stderr.trim(),
  });
}

/** Whether the data as it was before is still there. */
export const hasDataCopy = ({ member, engine }: NodeContext): Promise<boolean> => isDataKept(member, engine.run);

/** The same of a run that is only looked at. */
export async function isDataKept({ node }: Member, run: string): Promise<boolean> {
  return (await runAsRoot(node.host, ['test', '-d', copyIn(run)], { deadline: 60_000 })).code === 0;
}

/** Puts it back: whatever the new version made of it is gone. The broker must be down. Throws CheckFailed. */
export async function restoreData(context: NodeContext): Promise<void> {
  const { code, stderr } = await asRoot(context, restoreScript, context.timeout);
  if (code === 0) return;
  throw new CheckFailed(`the data of ${context.member.name} cannot be put back`, {
    node: context.member.name,
    hint: `${stderr.trim()}\nIt is in ${copyOf(context)}.`,
  });
}

/** The new version is up: there is no way back any more. */
export async function dropDataCopy(context: NodeContext): Promise<void> {
  await asRoot(context, 'rm -rf -- "$1"', 600);
}

/** The same for a person to type. */
export const restoreDataLines = (run: string, node: string): readonly (readonly string[])[] => [
  ['rm', '-rf', '/var/lib/rabbitmq/mnesia', `/var/lib/rabbitmq/Mnesia.${node}`],
  ['mv', copyIn(run), '/var/lib/rabbitmq/mnesia'],
];

const copyIn = (run: string): string => `/var/lib/rabbitmq/rabbitctl-${run}`;
const copyOf = ({ engine }: NodeContext): string => copyIn(engine.run);

const asRoot = (context: NodeContext, script: string, seconds = 60) =>
  context.engine.stopwatch.waiting(() =>
    runAsRoot(context.member.node.host, ['sh', '-c', script, 'rabbitctl', copyOf(context)], {
      deadline: seconds * 1000,
    }),
  );

const keepScript = `
copy=$1
[ ! -d "$copy" ] || exit 0
cd /var/lib/rabbitmq || exit
needs=$(du -sk mnesia | cut -f1) free=$(df -Pk . | awk 'NR==2 { print $4 }')
[ "$needs" -lt "$free" ] || { echo "$needs kB are needed, $free kB are free" >&2; exit 1; }
rm -rf "$copy.unfinished" && cp -a --reflink=auto mnesia "$copy.unfinished" && sync && mv "$copy.unfinished" "$copy"
`;

const restoreScript = `
copy=$1
cd /var/lib/rabbitmq && [ -d "$copy" ] && rm -rf mnesia Mnesia.* && mv "$copy" mnesia
`;

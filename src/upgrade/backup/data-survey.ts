import type { Cluster } from '../../cluster/cluster.js';
import { CheckFailed, CliError, DataError } from '../../errors.js';
import type { Member } from '../member.js';
import { openOutsiders } from '../open-members.js';
import type { RunOptions } from '../run-options.js';
import { stoppedMachine } from '../stopping/stopped-machine.js';
import { seriesOf } from '../tables/upgrade-path.js';
import type { Verdict } from '../verdict.js';
import { type BackedUpNode, damagedFiles, type Manifest } from './manifest.js';
import { hasData, otherPlace } from './put-data.js';

/** A node of the backup, and whether its data are there already. */
export interface DataNode {
  readonly member: Member;
  readonly node: BackedUpNode;
  readonly isDone: boolean;
}

/** Whether the backup is whole and the machines are such that their data may be changed. Throws DataError for a backup without data. */
export async function surveyData(
  cluster: Cluster,
  { nodes }: Manifest,
  options: RunOptions,
): Promise<{ nodes: readonly DataNode[]; verdicts: readonly Verdict[] }> {
  const without = nodes.filter(({ data }) => data === undefined).map(({ name }) => name);
  if (without.length > 0) {
    throw new DataError(`the backup has no data of ${without.join(', ')}`, {
      hint: 'Data are in it when it was taken with --cold.',
    });
  }
  const members = await openOutsiders(
    cluster,
    nodes.map(({ name }) => name),
    options,
  );
  const damaged = await damagedFiles(
    options.backupDir ?? '',
    nodes.flatMap(({ data }) => data ?? []),
  );
  const looked = await Promise.all(
    nodes.map(async (node, index) => {
      const member = members[index];
      if (member === undefined) throw new CheckFailed(`${node.name} is not to be found`);
      return { member, node, ...(await lookAtMachine(member, node)) };
    }),
  );
  const verdicts: Verdict[] = [
    ...damaged.map((message): Verdict => ({ check: 'checksums', level: 'blocker', message })),
    ...looked.flatMap((of) => of.verdicts),
    ...membersSince(
      looked.flatMap((of) => of.members),
      nodes,
    ),
  ];
  if (damaged.length === 0)
    verdicts.push({ check: 'checksums', level: 'ok', message: 'every file is as it was backed up' });
  return { nodes: looked, verdicts };
}

async function lookAtMachine(member: Member, { name, rabbitmq, data }: BackedUpNode) {
  const blocker = (check: string, message: string): Verdict => ({ check, level: 'blocker', node: name, message });
  try {
    const [probe, installed, isDone, place, { members }] = await Promise.all([
      member.service.probe(),
      member.packages.installed(),
      hasData(member, { sha256: data?.sha256 ?? '' }),
      otherPlace(member),
      stoppedMachine(member),
    ]);
    const runs = probe.processes > 0 || !['inactive', 'failed', 'unknown'].includes(probe.service) || probe.registered;
    const other = seriesOf(installed.rabbitmq) !== seriesOf(rabbitmq);
    return {
      isDone,
      members,
      verdicts: [
        ...(runs ? [blocker('down', 'its broker runs: stop every node first, and let none be started meanwhile')] : []),
        ...(other
          ? [blocker('versions', `it has RabbitMQ ${installed.rabbitmq}, and the data are of ${rabbitmq}`)]
          : []),
        ...(place === ''
          ? []
          : [
              blocker(
                'place',
                `its data are not where packages have them, and would be put where it does not look: ${place}`,
              ),
            ]),
      ],
    };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { isDone: false, members: [], verdicts: [blocker('reach', error.message)] };
  }
}

/** Members by what a machine's own data say of the cluster, which the backup does not know. */
export function membersSince(
  members: readonly string[],
  nodes: readonly Pick<BackedUpNode, 'name'>[],
): readonly Verdict[] {
  const since = [...new Set(members)].filter((name) => !nodes.some((node) => node.name === name));
  if (since.length === 0) return [];
  const message = `not in the backup, and members now: ${since.join(', ')}. The others will not know them: stop them, and reset them before they join again`;
  return [{ check: 'names', level: 'warning', message }];
}

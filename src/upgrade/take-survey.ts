import { listFeatureFlags } from '../api/feature-flags.js';
import { listNodes } from '../api/nodes.js';
import { getOverview } from '../api/overview.js';
import { listQueues } from '../api/queues.js';
import type { Cluster } from '../cluster/cluster.js';
import { CliError, DataError, NotPermitted } from '../errors.js';
import { machineFacts } from './machine-facts.js';
import type { Member } from './member.js';
import type { RunOptions } from './run-options.js';
import type { MemberSurvey, Problem, Survey } from './survey.js';

/**
 * Asks all members for what the checks look at, side by side, and touches nothing. What cannot be had is a problem of that
 * member, not an error; a defect of ours is thrown.
 */
export async function takeSurvey(cluster: Cluster, members: readonly Member[], options: RunOptions): Promise<Survey> {
  const [surveys, flags, queues] = await Promise.all([
    Promise.all(members.map((member) => surveyOf(member, options))),
    orUndefined(listFeatureFlags(cluster.api)),
    orUndefined(listQueues(cluster.api, undefined, queueColumns)),
  ]);
  return { members: surveys, flags, queues };
}

const queueColumns = ['type', 'state', 'node', 'leader', 'members', 'durable', 'auto_delete', 'exclusive'];

const nodeColumns = [
  ...['name', 'type', 'running', 'being_drained', 'partitions', 'uptime', 'enabled_plugins', 'db_dir'],
  ...['mem_used', 'mem_limit', 'fd_used', 'fd_total', 'disk_free', 'disk_free_limit'],
];

async function surveyOf(member: Member, { kind, target }: RunOptions): Promise<MemberSurvey> {
  const problems: Problem[] = [];
  const had = <T>(what: Problem['what'], asked: Promise<T>): Promise<T | undefined> =>
    asked.catch((error: unknown) => {
      if (!(error instanceof CliError)) throw error;
      // One cause is told once: whatever else needs the same machine fails like it.
      const same = problems.some((problem) => problem.error.message === error.message);
      if (!same)
        problems.push({
          what: error instanceof NotPermitted && (what === 'ssh' || what === 'files') ? 'sudo' : what,
          error,
        });
      return undefined;
    });
  const upgrade = kind === 'upgrade' && target !== undefined;
  const [overview, view, probe, machine, installed, offer] = await Promise.all([
    had('http', getOverview(member.node.api)),
    had('http', listNodes(member.node.api, nodeColumns)),
    had('ssh', member.service.probe()),
    had('files', machineFacts(member)),
    upgrade ? had('packages', member.packages.installed()) : undefined,
    upgrade ? had('packages', offered(member, target, problems)) : undefined,
  ]);
  return {
    ...{ member, name: member.name, overview, view, probe, installed, problems },
    ...{ candidate: offer?.candidate, changes: offer?.changes },
    ...{ files: machine?.files, disk: machine?.disk },
  };
}

/** The package that the target means there, and what it brings along. */
async function offered({ packages }: Member, target: string, problems: Problem[]) {
  try {
    const candidate = await packages.candidate(target);
    return { candidate, changes: await packages.changes(candidate) };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    problems.push({ what: 'candidate', error });
    return undefined;
  }
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return undefined;
  }
}

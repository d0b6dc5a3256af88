import { listFeatureFlags } from '../api/feature-flags.js';
import { type ClusterNode, listNodes } from '../api/nodes.js';
import { getOverview } from '../api/overview.js';
import { listQueues } from '../api/queues.js';
import { getOwnUser } from '../api/who-am-i.js';
import type { Cluster } from '../cluster/cluster.js';
import { CliError, NotPermitted } from '../errors.js';
import { machineFacts } from './machine-facts.js';
import type { Member } from './member.js';
import type { RunOptions } from './run-options.js';
import {
  type ClusterMatter,
  type MemberMatter,
  type MemberSurvey,
  memberMatters,
  type Problem,
  type Survey,
} from './survey.js';

/**
 * Asks all members for what the checks look at, side by side, and touches nothing. What cannot be had is a problem of that
 * member or of the cluster, not an error; a defect of ours is thrown.
 */
export async function takeSurvey(cluster: Cluster, members: readonly Member[], options: RunOptions): Promise<Survey> {
  const attempts = new Attempts<ClusterMatter>();
  const [surveys, flags, queues, user] = await Promise.all([
    Promise.all(members.map((member) => surveyOf(member, options))),
    attempts.had('flags', listFeatureFlags(cluster.api)),
    attempts.had('queues', listQueues(cluster.api, undefined, queueColumns)),
    attempts.had('user', getOwnUser(cluster.api)),
  ]);
  return { members: surveys, flags, queues, user, problems: attempts.problems };
}

const queueColumns = ['type', 'state', 'node', 'leader', 'members', 'durable', 'auto_delete', 'exclusive'];

const nodeColumns = [
  ...['name', 'type', 'running', 'being_drained', 'partitions', 'uptime', 'enabled_plugins', 'config_files', 'db_dir'],
  ...['mem_used', 'mem_limit', 'fd_used', 'fd_total'],
];

async function surveyOf(member: Member, { kind, target }: RunOptions): Promise<MemberSurvey> {
  const { name, node, packages } = member;
  const attempts = new Attempts<MemberMatter>();
  const wanted = kind === 'upgrade' ? target : undefined;
  const viewed = attempts.had('http', listNodes(node.api, nodeColumns));
  const [overview, view, probe, machine, installed, candidate] = await Promise.all([
    attempts.had('http', getOverview(node.api)),
    viewed,
    attempts.had('ssh', member.service.probe()),
    // Where its files are the node says itself.
    viewed.then((view) => attempts.had('files', machineFacts(member, ownRow(name, view)))),
    attempts.had('packages', packages.installed()),
    wanted === undefined ? undefined : attempts.had('candidate', packages.candidate(wanted)),
  ]);
  const changes = candidate === undefined ? undefined : await attempts.had('packages', packages.changes(candidate));
  return {
    ...{ member, name, overview, view, probe, installed, candidate, changes },
    ...{ files: machine?.files, disk: machine?.disk, problems: told(attempts.problems) },
  };
}

const ownRow = (name: string, view: readonly ClusterNode[] = []) => view.find((node) => node.name === name);

/** Collects why something could not be had. */
class Attempts<What> {
  readonly problems: Problem<What>[] = [];

  async had<T>(what: What, asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      this.problems.push({ what, error });
      return undefined;
    }
  }
}

/** One cause is told once, whoever met it first. */
function told(problems: readonly Problem<MemberMatter>[]): readonly Problem<MemberMatter>[] {
  const rank = ({ what }: Problem<MemberMatter>) => memberMatters.indexOf(what);
  const byCause = new Map<string, Problem<MemberMatter>>();
  for (const problem of problems.map(named).toSorted((one, other) => rank(one) - rank(other))) {
    if (!byCause.has(problem.error.message)) byCause.set(problem.error.message, problem);
  }
  return [...byCause.values()];
}

function named({ what, error }: Problem<MemberMatter>): Problem<MemberMatter> {
  return { what: error instanceof NotPermitted && (what === 'ssh' || what === 'files') ? 'sudo' : what, error };
}

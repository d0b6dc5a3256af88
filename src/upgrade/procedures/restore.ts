import { CliError, UsageError } from '../../errors.js';
import { type BackedUpNode, type Manifest, readManifest } from '../backup/manifest.js';
import {
  definitionsIn,
  definitionVerdicts,
  filesSince,
  isImported,
  otherFiles,
  outlookLines,
  outlookOf,
  ownUserVerdicts,
} from '../backup/restore-survey.js';
import { lookAtRestored, restoreTurn } from '../backup/restore-turn.js';
import { backupVerdicts } from '../backup/restore-verdicts.js';
import { exportBefore } from '../before-nodes.js';
import { clusterState } from '../cluster-state.js';
import type { Engine } from '../engine.js';
import { inTime } from '../in-time.js';
import type { Member } from '../member.js';
import { nodeContext } from '../node-context.js';
import { turnOf } from '../node-turn.js';
import { Paused } from '../paused.js';
import type { NodePlan } from '../plan.js';
import { applyOverrides } from '../preflight.js';
import type { Procedure } from '../procedure.js';
import type { RunOptions } from '../run-options.js';
import type { Verdict } from '../verdict.js';

/** Definitions and configuration files of a backup, into a cluster that runs. No node is stopped. */
export const restore: Procedure = {
  plan: async (cluster, { members }, options) => {
    const { backupDir = '', restores = [] } = options;
    const manifest = await readManifest(backupDir);
    const chosen = chosenMembers(members, manifest, options);
    const verdicts: Verdict[] = [...(await backupVerdicts(manifest, members, chosen, options))];
    const isDamaged = verdicts.some(({ check, level }) => check === 'checksums' && level === 'blocker');
    const details: string[] = [];
    const todo = new Set<string>();
    // What is not as it was is refused already; it may not even be readable.
    if (restores.includes('definitions') && !isDamaged) {
      const outlook = await outlookOf(cluster, await definitionsIn(backupDir, manifest));
      details.push(...outlookLines(outlook));
      verdicts.push(...definitionVerdicts(outlook), ...(await ownUserVerdicts(cluster, outlook)));
      const [first] = members;
      if (first !== undefined && !isImported(outlook)) todo.add(first.name);
    }
    for (const { member, files, since } of restores.includes('configuration')
      ? await filesToPut(chosen, manifest)
      : []) {
      if (files instanceof CliError) {
        verdicts.push({ check: 'reach', level: 'blocker', node: member.name, message: files.message });
        continue;
      }
      details.push(
        `${member.name}: ${files.length === 0 ? 'its files are as in the backup' : `writes ${files.join(', ')}`}`,
      );
      if (files.length > 0) todo.add(member.name);
      if (since.length > 0) verdicts.push(stays(member.name, since));
    }
    const nodes = members
      .filter(({ name }, index) => chosen.some((of) => of.name === name) || (index === 0 && todo.has(name)))
      .map(({ name }) => nodePlan(name, todo.has(name), manifest));
    const names = members.map(({ name }) => name);
    return {
      plan: { cluster: cluster.name, options: withNodes(options, chosen), nodes, members: names, details },
      verdicts: applyOverrides(verdicts, options),
    };
  },
  before: exportBefore,
  takeTurn: turnOf(restoreTurn),
  after: async (engine) => {
    await clusterState(engine, 'verify', () => demandRestored(engine));
    // No unit was begun on any machine: with definitions alone nobody logs in to one.
    const release = async () => {
      await engine.lock.check();
      await engine.lock.release();
    };
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release()));
  },
  nodeStatus: async ({ node, done }) => ({ name: node.name, standing: done ? 'done' : node.standing }),
  // What it wrote stays; what there was before is kept on this machine.
  retreat: async () => ({ words: undefined, go: async () => {} }),
  endOf: async (engine, node) => {
    const member = engine.members.find(({ name }) => name === node.name);
    if (member === undefined) return { standing: 'to-do', inService: false };
    const { imported, others } = await lookAtRestored(nodeContext(engine, member, node, 'gate'));
    return { standing: imported && others.length === 0 ? 'done' : 'to-do', inService: true };
  },
};

/** Members whose files are restored. Throws UsageError for a name that the backup or the cluster does not have. */
function chosenMembers(members: readonly Member[], { nodes }: Manifest, options: RunOptions): readonly Member[] {
  if (options.restores?.includes('configuration') !== true) return [];
  const backedUp = nodes.map(({ name }) => name);
  const wrong = options.nodes?.find((name) => !backedUp.includes(name) || !members.some((of) => of.name === name));
  if (wrong !== undefined) {
    throw new UsageError(`${wrong} is not both in the backup and in the cluster`, {
      hint: `The backup has ${backedUp.join(', ')}; the cluster ${members.map(({ name }) => name).join(', ')}.`,
    });
  }
  return members.filter(({ name }) => backedUp.includes(name) && (options.nodes?.includes(name) ?? true));
}

const filesToPut = (members: readonly Member[], { nodes }: Manifest) =>
  Promise.all(
    members.flatMap((member) => {
      const node = nodes.find(({ name }) => name === member.name);
      if (node === undefined) return [];
      return [filesOf(member, node)];
    }),
  );

async function filesOf(member: Member, node: BackedUpNode) {
  try {
    return { member, files: await otherFiles(member, node), since: await filesSince(member, node) };
  } catch (error) {
    if (error instanceof CliError) return { member, files: error, since: [] };
    throw error;
  }
}

/** A setting of a file that came since counts at the next start beside those of the backup. */
const stays = (node: string, files: readonly string[]): Verdict => ({
  ...{ check: 'files', level: 'warning', node },
  message: `not in the backup, stays as it is, and counts at the next start: ${files.join(', ')}`,
});

const withNodes = (options: RunOptions, chosen: readonly Member[]): RunOptions =>
  options.restores?.includes('configuration') === true
    ? { ...options, nodes: chosen.map(({ name }) => name) }
    : options;

const nodePlan = (name: string, isToDo: boolean, { nodes }: Manifest): NodePlan => ({
  ...{ name, standing: isToDo ? 'to-do' : 'done', from: nodes.find((node) => node.name === name)?.rabbitmq ?? '' },
  ...{ installed: '', changes: [], leaders: 0, packages: [], held: false },
});

/** Once more, and of all of them: what the server took without a word and did not do shows here. */
async function demandRestored(engine: Engine): Promise<void> {
  for (const node of engine.plan.nodes) {
    const member = engine.members.find(({ name }) => name === node.name);
    if (member === undefined) continue;
    const { imported, others } = await lookAtRestored(nodeContext(engine, member, node, 'gate'));
    if (!imported) throw new Paused('verify', 'imported, but not all definitions are there as in the backup');
    if (others.length > 0)
      throw new Paused('verify', `not as in the backup: ${others.join(', ')}`, { node: node.name });
  }
}

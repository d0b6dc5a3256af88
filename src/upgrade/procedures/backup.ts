import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckFailed, DataError, FileError } from '../../errors.js';
import { writingFile } from '../../file-error.js';
import { afterNodes } from '../after-nodes.js';
import { backUpConfiguration } from '../backup/back-up-configuration.js';
import { demandEmpty } from '../backup/backup-directory.js';
import {
  dataFile,
  definitionsFile,
  fileNow,
  type Manifest,
  manifestFile,
  readManifest,
  unfinishedManifest,
  writeManifest,
} from '../backup/manifest.js';
import { writeDefinitions } from '../before-nodes.js';
import type { Check } from '../checks/check.js';
import { clusterState } from '../cluster-state.js';
import type { Engine } from '../engine.js';
import { halfWayFirst } from '../half-way-first.js';
import { makePlan } from '../make-plan.js';
import { lookAt, type NodeFacts } from '../node-facts.js';
import { type Turn, turnOf } from '../node-turn.js';
import { Paused } from '../paused.js';
import { rollingChecks } from '../preflight.js';
import type { Procedure } from '../procedure.js';
import { rollingEnd, rollingRetreat } from '../rolling-retreat.js';
import { rollingStatus } from '../rolling-status.js';
import { rollingTurn } from '../rolling-turn.js';

/** A cold backup: each node is stopped in its turn as for a restart, and its data are copied meanwhile. */
export const backup: Procedure = {
  plan: (cluster, { members }, options) =>
    makePlan(cluster, members, options, { checks: { ...rollingChecks, directory } }),
  inOrder: halfWayFirst,
  before: (engine) => clusterState(engine, 'export', (timeout) => backUpSettings(engine, timeout)),
  takeTurn: turnOf(coldTurn()),
  after: async (engine) => {
    await clusterState(engine, 'manifest', () => finish(engine));
    await afterNodes(engine);
  },
  nodeStatus: rollingStatus,
  retreat: rollingRetreat,
  endOf: rollingEnd,
};

const directory: Check = async (_, { backupDir = '' }) => {
  try {
    await demandEmpty(backupDir);
    return [{ check: 'directory', level: 'ok', message: `${backupDir} is free` }];
  } catch (error) {
    if (!(error instanceof DataError || error instanceof FileError)) throw error;
    const { message, hint } = error;
    return [{ check: 'directory', level: 'blocker', message: hint === undefined ? message : `${message}: ${hint}` }];
  }
};

/** As a restart; but one that somebody else restarted meanwhile has no copy yet. */
function coldTurn(): Turn<NodeFacts> {
  return {
    ...rollingTurn,
    steps: rollingTurn.steps.filter(({ state }) => state !== 'install'),
    look: async (context) => {
      const facts = await lookAt(context);
      const { backupDir = '' } = context.engine.plan.options;
      const isCopied = existsSync(dataFile(backupDir, context.member.name));
      // A machine that was rebooted in its copy starts the broker by itself: paused, and gone on with once that is up.
      if (facts.phase === 'starting' && !isCopied) {
        const { name: node } = context.member;
        throw new CheckFailed(`${node} is being started, and its data are not copied yet`, {
          node,
          hint: 'Once it is up, go on with the run: it is stopped anew then.',
        });
      }
      return facts.phase === 'replaced' && !isCopied
        ? { ...facts, phase: facts.drained ? 'drained' : 'untouched' }
        : facts;
    },
  };
}

async function backUpSettings(engine: Engine, timeout: number): Promise<void> {
  const { cluster, members, plan } = engine;
  const { backupDir = '', withSecrets = false } = plan.options;
  if ([manifestFile, unfinishedManifest].some((file) => existsSync(join(backupDir, file)))) return;
  await writingFile(backupDir, () => mkdir(backupDir, { recursive: true, mode: 0o700 }));
  await writeDefinitions(engine, join(backupDir, definitionsFile), timeout);
  const source = { cluster: cluster.name, members, directory: backupDir, withSecrets };
  await writeManifest(backupDir, await backUpConfiguration(source), unfinishedManifest);
}

/** Counts what is there. Throws Paused when the data of a node are on another machine than this one. */
async function finish({ plan }: Engine): Promise<void> {
  const { backupDir = '' } = plan.options;
  if (existsSync(join(backupDir, manifestFile))) return;
  const manifest = await readManifest(backupDir, unfinishedManifest);
  const nodes: Manifest['nodes'][number][] = [];
  for (const node of manifest.nodes) {
    if (!existsSync(dataFile(backupDir, node.name))) {
      throw new Paused('manifest', `the data of ${node.name} are not in ${backupDir} of this machine`, {
        node: node.name,
        hint: 'They are where this run was begun. Copy them here and go on, or give it up and begin anew.',
      });
    }
    nodes.push({ ...node, data: await fileNow(backupDir, join('nodes', node.name, 'data.tar.gz')) });
  }
  await writeManifest(backupDir, { ...manifest, nodes });
  await rm(join(backupDir, unfinishedManifest), { force: true });
}

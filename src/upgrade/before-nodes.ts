import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { exportDefinitions } from '../api/definitions.js';
import { writingFile } from '../file-error.js';
import { clusterState } from './cluster-state.js';
import { withoutLock } from './definitions-without-lock.js';
import type { Engine } from './engine.js';
import type { Member } from './member.js';
import type { NodePlan } from './plan.js';

/** Downloads what the nodes still need, several at a time: a repository that is down stops the run before the first node stops. */
export async function stagePackages(engine: Engine): Promise<void> {
  const nodes = toChange(engine);
  if (nodes.length === 0) return;
  await clusterState(engine, 'stage', (timeout) =>
    engine.stopwatch.waiting(() =>
      eachOf(nodes, engine.plan.options.parallelStage, async ({ member, node }) => {
        await member.packages.stage(node.candidate ?? '', timeout * 1000);
      }),
    ),
  );
}

/** So that nobody's upgrade of everything gets between; in the end they are left as they were found. */
export async function holdPackages(engine: Engine): Promise<void> {
  await eachOf(toChange(engine), engine.plan.options.parallelStage, ({ member }) => member.packages.hold(true));
}

/** The definitions as they were, without our own lock: in the run's directory, and where the operator wants them. */
export async function exportBefore(engine: Engine): Promise<void> {
  const file = engine.file('definitions.json');
  if (existsSync(file)) return;
  await clusterState(engine, 'export', async (timeout) => {
    await writeDefinitions(engine, file, timeout);
    const { backupDir, restores } = engine.plan.options;
    if (backupDir === undefined || restores !== undefined) return;
    const copy = join(backupDir, `${engine.run}-definitions.json`);
    await writingFile(copy, async () => {
      await mkdir(backupDir, { recursive: true, mode: 0o700 });
      await copyFile(file, copy);
    });
  });
}

/** The file is there as a whole or not at all, and nobody else may read it. Throws FileError, and what the export throws. */
export async function writeDefinitions(
  { cluster, signal }: Pick<Engine, 'cluster' | 'signal'>,
  file: string,
  timeout: number,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  const waiting = { deadline: timeout * 1000, signal };
  for await (const chunk of exportDefinitions(cluster.api, undefined, waiting)) chunks.push(chunk);
  await writingFile(file, async () => {
    const target = await open(`${file}.unfinished`, 'w', 0o600);
    try {
      await target.writeFile(withoutLock(Buffer.concat(chunks).toString()));
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(`${file}.unfinished`, file);
  });
}

function toChange({ plan, members }: Engine): readonly { readonly member: Member; readonly node: NodePlan }[] {
  if (plan.options.kind !== 'upgrade') return [];
  return plan.nodes.flatMap((node) => {
    const member = members.find(({ name }) => name === node.name);
    return member === undefined || node.standing === 'done' ? [] : [{ member, node }];
  });
}

/** At most so many at a time; the first failure ends it when those under way have ended. */
async function eachOf<T>(items: readonly T[], atATime: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.max(1, atATime) }, worker));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

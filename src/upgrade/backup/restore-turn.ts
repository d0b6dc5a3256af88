import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importDefinitions } from '../../api/definitions.js';
import { readingFile, writingFile } from '../../file-error.js';
import type { NodeContext } from '../node-context.js';
import type { Turn } from '../node-turn.js';
import { Paused } from '../paused.js';
import type { RestorePart } from '../run-options.js';
import type { Step } from '../step.js';
import { stateTruths } from '../tables/state-truths.js';
import { archiveOfFiles, configurationFiles, putFiles } from './configuration-files.js';
import { type BackedUpNode, readManifest } from './manifest.js';
import { definitionsIn, isImported, otherFiles, outlookOf } from './restore-survey.js';

export interface RestoreFacts {
  /** This node's turn imports none, or all of them are there. */
  readonly imported: boolean;
  /** Files that are not as in the backup. */
  readonly others: readonly string[];
}

/** Definitions with the turn of the first node, and each node's files with its own. */
export const restoreTurn: Turn<RestoreFacts> = {
  steps: [gate(), importing(), puttingFiles()],
  look: lookAtRestored,
  isBegun: () => false,
  touchesIn: 'import',
  stopped: async ({ context }) => stateTruths[context.state],
};

/** Asks the cluster, and the node's machine. Throws what they throw. */
export async function lookAtRestored(context: NodeContext): Promise<RestoreFacts> {
  const { engine, member } = context;
  const { backupDir = '' } = engine.plan.options;
  const manifest = await readManifest(backupDir);
  const node = filesOf(context, manifest.nodes);
  return {
    imported:
      !isImporter(context) || isImported(await outlookOf(engine.cluster, await definitionsIn(backupDir, manifest))),
    others: node === undefined ? [] : await otherFiles(member, node),
  };
}

const restores = ({ engine }: NodeContext, part: RestorePart): boolean =>
  engine.plan.options.restores?.includes(part) === true;

const isImporter = (context: NodeContext): boolean =>
  restores(context, 'definitions') && context.engine.plan.nodes[0]?.name === context.member.name;

/** Undefined where this node is given none. */
function filesOf(context: NodeContext, nodes: readonly BackedUpNode[]): BackedUpNode | undefined {
  const { member, engine } = context;
  const asked = engine.plan.options.nodes?.includes(member.name) ?? true;
  return restores(context, 'configuration') && asked ? nodes.find(({ name }) => name === member.name) : undefined;
}

function gate(): Step<RestoreFacts> {
  return { state: 'gate', isDone: () => false, perform: ({ engine }) => engine.lock.check() };
}

function importing(): Step<RestoreFacts> {
  return {
    state: 'import',
    isDone: ({ imported }) => imported,
    perform: async ({ engine, timeout }) => {
      const { backupDir = '' } = engine.plan.options;
      const file = join(backupDir, (await readManifest(backupDir)).definitions.path);
      const bytes = await readingFile(file, () => readFile(file));
      const chunks = async function* () {
        yield bytes;
      };
      const waiting = { deadline: timeout * 1000, signal: engine.signal };
      await engine.stopwatch.waiting(() => importDefinitions(engine.cluster.api, chunks, waiting));
    },
  };
}

function puttingFiles(): Step<RestoreFacts> {
  return {
    state: 'put-files',
    isDone: ({ others }) => others.length === 0,
    perform: async (context) => {
      const { engine, member, state } = context;
      const { backupDir = '' } = engine.plan.options;
      const node = filesOf(context, (await readManifest(backupDir)).nodes);
      if (node === undefined) return;
      await keepAsTheyWere(context);
      await engine.lock.check();
      const archive = join(backupDir, node.configuration.path);
      await putFiles(member, await readingFile(archive, () => readFile(archive)));
      const others = await otherFiles(member, node);
      if (others.length === 0) return;
      throw new Paused(state, `written, but not as in the backup: ${others.join(', ')}`, { node: member.name });
    },
  };
}

/** The first time only: what a try that was cut short has written is not how it was. */
async function keepAsTheyWere({ engine, member, note }: NodeContext): Promise<void> {
  const file = engine.file(`configuration-${member.name}.tar.gz`);
  if (existsSync(file)) return;
  const { files } = await configurationFiles(member, { withSecrets: true });
  if (files.length === 0) return;
  const archive = await archiveOfFiles(
    member,
    files.map(({ path }) => path),
  );
  await writingFile(file, async () => {
    await writeFile(`${file}.unfinished`, archive, { mode: 0o600, flush: true });
    await rename(`${file}.unfinished`, file);
  });
  note(`its files as they were are in ${file}`);
}

import { join } from 'node:path';
import { CheckFailed } from '../../errors.js';
import type { Console } from '../console.js';
import type { Happening, NodeStanding, RunEvent } from '../event.js';
import { isDataRestore } from '../find-run.js';
import { Journal, recordedRuns } from '../journal.js';
import { MachineLock } from '../machine-lock.js';
import type { Member } from '../member.js';
import { exitCodeOf } from '../outcome.js';
import type { Plan } from '../plan.js';
import { planJson, planText } from '../progress/plan-text.js';
import { newRunId } from '../run-id.js';
import type { RunOptions } from '../run-options.js';
import { type DataNode, surveyData } from './data-survey.js';
import { type Manifest, readManifest } from './manifest.js';
import { keptData, putData } from './put-data.js';

/**
 * Data of every node of the backup, on machines whose brokers are all down: no lock can be had of such a cluster, and one
 * member's old data must not meet newer ones of the others. What was done before is not done again, so that the same command
 * goes on with a try that was cut short. Resolves to the exit code.
 */
export async function restoreData(
  console: Console,
  options: RunOptions,
  { only, json }: { only: boolean; json: boolean },
): Promise<number> {
  const { cluster, clock, stateDirectory } = console;
  const machineLock = only ? undefined : new MachineLock(stateDirectory, cluster.name);
  try {
    const directory = options.backupDir ?? '';
    const manifest = await readManifest(directory);
    const { nodes, verdicts } = await surveyData(cluster, manifest, options);
    const plan = planOf(console, manifest, options, nodes);
    if (json && only) console.printJson(planJson(plan, verdicts));
    else console.print(`${planText(plan, verdicts)}\n`);
    if (verdicts.some(({ level }) => level === 'blocker')) {
      if (!only && json) console.printJson(planJson(plan, verdicts));
      return 69;
    }
    if (only) return 0;
    endEarlierTries(console, plan);
    const todo = nodes.filter(({ isDone }) => !isDone);
    if (todo.length === 0) {
      console.print(
        'Nothing to do: the data of every node are those of the backup, and no broker was at them since.\n',
      );
      return exitCodeOf({ outcome: 'nothing-to-do' }, console.detailedExitCodes);
    }
    const question = `Put the data of ${manifest.created} on ${todo.map(({ node }) => node.name).join(', ')}, in the place of what is there?`;
    if (!(await console.confirm(question))) return exitCodeOf({ outcome: 'aborted' }, false);
    return await putAll(console, newRunId(clock.now()), plan, todo, directory);
  } finally {
    machineLock?.release();
  }
}

function planOf({ cluster }: Console, { created }: Manifest, options: RunOptions, nodes: readonly DataNode[]): Plan {
  return {
    ...{ cluster: cluster.name, options, members: nodes.map(({ node }) => node.name) },
    nodes: nodes.map(({ node, isDone }) => ({
      ...{ name: node.name, standing: isDone ? 'done' : 'to-do', from: node.rabbitmq, installed: '', changes: [] },
      ...{ leaders: 0, packages: [], held: false },
    })),
    details: [`The data of ${created}; what each node has now is kept beside them.`],
  };
}

/** Journaled like any run. Throws what putting the data of one node throws: the same command goes on with it. */
async function putAll(
  console: Console,
  run: string,
  plan: Plan,
  todo: readonly DataNode[],
  directory: string,
): Promise<number> {
  const { clock, signal, stateDirectory } = console;
  const journal = new Journal(stateDirectory, run, plan);
  const begun = clock.now();
  const standing = new Map(plan.nodes.map(({ name, standing }) => [name, standing]));
  const emit = (happening: Happening) => {
    const event: RunEvent = { version: 1, time: new Date(clock.now()).toISOString(), run, ...happening };
    journal.write(event);
    if (console.renderer === 'ndjson') console.printJson(event);
  };
  try {
    emit({ event: 'started', kind: 'restore', cluster: plan.cluster, nodes: [...standing.keys()], resumed: false });
    for (const { member, node } of todo) {
      const from = clock.now();
      emit({ event: 'state', node: node.name, state: 'put-data' });
      standing.set(node.name, 'half-way');
      const { path = '', sha256 = '' } = node.data ?? {};
      await demandDown(member);
      const told = (progress: string) => {
        if (console.renderer !== 'ndjson') console.print(`${node.name}: ${progress}\n`);
      };
      await putData(member, { file: join(directory, path), sha256 }, { clock, signal, told });
      standing.set(node.name, 'done');
      emit({ event: 'node-done', node: node.name, seconds: (clock.now() - from) / 1000 });
      const kept = (await keptData(member, { sha256 })).join(', ');
      const before = kept === '' ? 'there was nothing before' : `what was there is in ${kept}`;
      console.print(`${node.name}: its data are those of the backup; ${before}\n`);
    }
    const message = 'the data of every node are those of the backup';
    const hint = 'Start all nodes, each soon after the other: rabbitctl start-cluster';
    emit({ event: 'ended', outcome: 'done', message, hint, ...told(standing, begun, clock.now()) });
    console.print(`${message}\n${hint}\n`);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Given up in the journal's words: there is no lock, and the same command goes on with it.
    const hint = whatIsThere(standing);
    emit({ event: 'ended', outcome: 'aborted', message, hint, ...told(standing, begun, clock.now()) });
    console.print(`${hint}\n`);
    throw error;
  } finally {
    journal.close();
  }
}

const told = (standing: ReadonlyMap<string, NodeStanding>, begun: number, now: number) => ({
  ...{ nodes: Object.fromEntries(standing), seconds: (now - begun) / 1000, waited: 0 },
});

/** Said whatever it was that stopped it: whoever starts a node now mixes data of then with data of today. */
export function whatIsThere(standing: ReadonlyMap<string, NodeStanding>): string {
  const those = (of: NodeStanding) => [...standing].flatMap(([name, is]) => (is === of ? [name] : []));
  const line = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`];
  return [
    ...line('With the data of the backup', those('done')),
    ...line('With their own, or with those of the backup', those('half-way')),
    ...line('With their own still', those('to-do')),
    'Start none of them. The same command goes on with it.',
  ].join('\n');
}

/** A try that was killed has no end in its journal: this one is its end. */
function endEarlierTries({ stateDirectory, cluster, clock }: Console, { members }: Plan): void {
  for (const { run, plan, events } of recordedRuns(stateDirectory)) {
    if (!isDataRestore(plan) || plan.cluster !== cluster.name || events.some(({ event }) => event === 'ended'))
      continue;
    const journal = new Journal(stateDirectory, run, plan);
    const nodes = Object.fromEntries(members.map((name): [string, NodeStanding] => [name, 'half-way']));
    const message = 'it was killed; another one went on with it';
    const time = new Date(clock.now()).toISOString();
    journal.write({
      ...{ version: 1, time, run, event: 'ended', outcome: 'aborted', message, nodes, seconds: 0, waited: 0 },
    });
    journal.close();
  }
}

async function demandDown(member: Member): Promise<void> {
  const { processes, service } = await member.service.probe();
  if (processes === 0 && service !== 'active' && service !== 'activating') return;
  throw new CheckFailed(`${member.name} was started meanwhile`, { node: member.name });
}

import type { Package } from '../../ssh/packages/package-manager.js';
import type { RecordedRun } from '../journal.js';
import type { StateName } from '../state-name.js';
import { type Sitting, sittings } from './history-text.js';
import { changesText, packageChanges, packagesText } from './package-text.js';
import { type Json, plainJson } from './plain-json.js';
import { duration, localTime } from './time-text.js';
import { runTitle } from './words.js';

/** What one run did: each sitting of it, and each node. */
export interface RunReport {
  readonly version: 1;
  readonly run: string;
  readonly title: string;
  readonly sittings: readonly Sitting[];
  /** What was done once for all nodes. */
  readonly cluster: readonly StateReport[];
  readonly nodes: readonly NodeReport[];
  /** Warnings, and blockers that somebody took upon themselves, as `TIME NODE: TEXT`. */
  readonly warnings: readonly string[];
}

export interface NodeReport {
  readonly name: string;
  readonly done: boolean;
  readonly states: readonly StateReport[];
  readonly before?: readonly Package[];
  readonly after?: readonly Package[];
}

export interface StateReport {
  readonly state: StateName;
  readonly began: string;
  /** Undefined when it never came to its end. */
  readonly seconds?: number;
  readonly waited?: number;
}

/** What a run did, from its journal. */
export function runReport({ run, plan, events }: RecordedRun): RunReport {
  const states = statesOf(events);
  const nodes = plan.nodes.map(({ name }): NodeReport => {
    const packages = (when: 'before' | 'after') =>
      events.findLast((event) => event.event === 'packages' && event.node === name && event.when === when);
    const [before, after] = [packages('before'), packages('after')];
    return {
      name,
      done: events.some((event) => event.event === 'node-done' && event.node === name),
      states: states.get(name) ?? [],
      ...(before?.event === 'packages' && { before: before.packages }),
      ...(after?.event === 'packages' && { after: after.packages }),
    };
  });
  return {
    ...{ version: 1, run, title: runTitle({ ...plan.options, cluster: plan.cluster }) },
    ...{ sittings: sittings(events), cluster: states.get('') ?? [], nodes, warnings: warningsOf(events) },
  };
}

/** The same for programs. */
export const runReportJson = (report: RunReport): Json => plainJson(report);

/** The same for people. */
export function runReportText(report: RunReport): string {
  const paragraphs = [
    [`${report.title}, run ${report.run}`, ...report.sittings.map(sittingText)],
    ...report.nodes.map(nodeText),
    ...(report.cluster.length > 0 ? [['the cluster as a whole', ...report.cluster.map(stateText)]] : []),
    ...(report.warnings.length > 0 ? [['warnings', ...report.warnings.map((text) => `  ${text}`)]] : []),
  ];
  return paragraphs.map((lines) => lines.join('\n')).join('\n\n');
}

/** By node, in order; what is done once for all is under the empty name. Only what was really done. */
function statesOf(events: RecordedRun['events']): ReadonlyMap<string, readonly StateReport[]> {
  const states = new Map<string, StateReport[]>();
  for (const event of events) {
    if (event.event !== 'state' && event.event !== 'state-done') continue;
    const { state, time } = event;
    const list = states.get(event.node ?? '') ?? [];
    states.set(event.node ?? '', list);
    if (event.event === 'state') list.push({ state, began: time });
    else if (!event.already) {
      const { seconds, waited } = event;
      const began = list.at(-1)?.state === state ? (list.pop()?.began ?? time) : time;
      list.push({ state, began, seconds, waited });
    }
  }
  return states;
}

const warningsOf = (events: RecordedRun['events']): readonly string[] =>
  events.flatMap((event) => {
    if (event.event === 'override') return [`${localTime(event.time)}: ${event.message}`];
    if (event.event !== 'warning') return [];
    return [`${localTime(event.time)}${event.node === undefined ? '' : ` ${event.node}`}: ${event.message}`];
  });

function sittingText({ started, ended, seconds }: Sitting): string {
  const how = ended === undefined ? 'no end was recorded' : [ended.outcome, ended.reason].filter(Boolean).join(', ');
  return `  ${localTime(started)}  ${how}, ${duration(seconds)}${ended === undefined ? '' : `: ${ended.message}`}`;
}

function nodeText({ name, done, states, before, after }: NodeReport): readonly string[] {
  if (states.length === 0) return [`${name}  ${done ? 'was done already' : 'untouched'}`];
  return [
    `${name}  ${done ? 'done' : 'not done'}`,
    ...states.map(stateText),
    ...(before === undefined ? [] : [`  packages before: ${packagesText(before)}`]),
    ...(before === undefined || after === undefined
      ? []
      : [`  packages: ${changesText(packageChanges(before, after))}`]),
  ];
}

function stateText({ state, began, seconds }: StateReport): string {
  return `  ${localTime(began)}  ${state.padEnd(13)}  ${seconds === undefined ? 'no end was recorded' : duration(seconds)}`;
}

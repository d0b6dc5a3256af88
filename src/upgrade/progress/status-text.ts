import type { BrokerProbe } from '../../ssh/broker-service.js';
import { quoteWords } from '../../ssh/quote.js';
import type { NodeStanding } from '../event.js';
import type { LockRecord } from '../lock-record.js';
import type { RunKind } from '../run-kind.js';
import type { StateName } from '../state-name.js';
import { type Json, plainJson } from './plain-json.js';
import type { RunCommands } from './renderer.js';
import { duration, localTime } from './time-text.js';
import { runTitle } from './words.js';

/** Where a run stands, by its journal, by the lock in the cluster, and by the world. */
export interface RunStatus {
  readonly run: string;
  readonly kind: RunKind;
  readonly cluster: string;
  readonly target?: string;
  readonly started: string;
  /** `silent`: it says that it is at work, but its heartbeat has stopped. */
  readonly standing: 'at-work' | 'silent' | 'paused' | 'over';
  readonly owner?: LockRecord['owner'];
  /** Seconds since the owner's last sign of life. */
  readonly heartbeatAge?: number;
  /** Where it is, or where it stopped. */
  readonly node?: string;
  readonly state?: StateName;
  /** How it ended last, in the journal's words. */
  readonly message?: string;
  readonly hint?: string;
  readonly nodes: readonly NodeStatus[];
}

/** A field is undefined where it could not be had: `problem` says why. */
export interface NodeStatus {
  readonly name: string;
  readonly standing: NodeStanding;
  /** RabbitMQ's version, of the broker that runs. */
  readonly running?: string;
  /** The package's, on disk. */
  readonly installed?: string;
  readonly drained?: boolean;
  readonly service?: BrokerProbe['service'];
  readonly problem?: string;
  /** What puts the old packages back, to be run as root on that machine; only where that is still safe. */
  readonly wayBack?: readonly (readonly string[])[];
}

/** The status for programs (docs/rolling-upgrade.md), counted by `version`. */
export const statusJson = (status: RunStatus): Json => plainJson({ version: 1, ...status });

/** The status for people, and what they can do now. */
export function statusText(status: RunStatus, commands: RunCommands): string {
  const paragraphs = [
    [headline(status), ...owner(status), ...whatHappened(status)],
    table(status),
    ...status.nodes.flatMap(wayBackText),
    nextText(status, commands),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const headline = (status: RunStatus): string => `${runTitle(status)}, run ${status.run}`;

function owner({ started, owner, heartbeatAge }: RunStatus): readonly string[] {
  const by = owner === undefined ? '' : ` by ${owner.user} on ${owner.host} (process ${owner.pid})`;
  const sign = heartbeatAge === undefined ? '' : `, last sign of life ${duration(heartbeatAge)} ago`;
  return [`  begun ${localTime(started)}${by}${sign}`];
}

function whatHappened({ standing, node, state, message, hint }: RunStatus): readonly string[] {
  const place = [state, node].filter((word) => word !== undefined).join(' of ');
  const where = place === '' ? '' : `, in ${place}`;
  const said = message === undefined || standing === 'at-work' ? '' : `: ${message}`;
  return [
    `  ${standingWords[standing]}${where}${said}`,
    ...(hint ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => `    ${line}`),
  ];
}

const standingWords: Readonly<Record<RunStatus['standing'], string>> = {
  'at-work': 'at work',
  silent: 'whoever ran it has gone without a word',
  paused: 'paused',
  over: 'over',
};

function table({ nodes, node, state }: RunStatus): readonly string[] {
  const rows = nodes.map((of) => [
    of.name,
    of.standing === 'half-way' && of.name === node && state !== undefined
      ? `half-way: ${state}`
      : nodeWords[of.standing],
    ...[of.running ?? '-', of.installed ?? '-', of.service ?? '-'],
    ...[of.drained === undefined ? '-' : of.drained ? 'yes' : 'no', of.problem ?? ''],
  ]);
  const all = [['node', 'standing', 'runs', 'package', 'service', 'drained', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

const nodeWords: Readonly<Record<NodeStanding, string>> = { 'to-do': 'to do', 'half-way': 'half-way', done: 'done' };

function wayBackText({ name, wayBack }: NodeStatus): readonly (readonly string[])[] {
  if (wayBack === undefined || wayBack.length === 0) return [];
  const title = `The way back of ${name} to the packages that it had, as root on its machine:`;
  return [[title, ...wayBack.map((argv) => `  ${quoteWords(argv)}`)]];
}

function nextText({ standing }: RunStatus, { resume, abort }: RunCommands): readonly string[] {
  if (standing === 'over' || standing === 'at-work') return [];
  return [`To go on:    ${resume}`, `To give up:  ${abort}`];
}

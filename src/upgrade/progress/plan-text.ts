import type { NodePlan, Plan } from '../plan.js';
import type { RunOptions } from '../run-options.js';
import type { Verdict } from '../verdict.js';
import { changesText } from './package-text.js';
import { type Json, plainJson } from './plain-json.js';
import { verdictsText } from './verdict-text.js';
import { counted, paragraph, runTitle } from './words.js';

/** The plan as a person reads it before saying yes: what happens to which node in which order, what was found, what is asked later. Ends with a newline. */
export function planText(plan: Plan, verdicts: readonly Verdict[]): string {
  const { kind, target } = plan.options;
  const title = `${runTitle({ kind, cluster: plan.cluster, target })}: ${counted(plan.nodes.length, 'node')}, one at a time`;
  const others = plan.members.length - plan.nodes.length;
  const paragraphs = [
    others > 0 ? `${title}; ${counted(others, 'other member')} not touched` : title,
    nodesText(plan),
    changesOf(plan),
    plan.nodes.every(({ standing }) => standing === 'done')
      ? ''
      : paragraph(`${turnText(plan.options)} ${endText(plan.options)}`),
    verdictsText(verdicts),
  ];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

/** The same for programs (docs/rolling-upgrade.md), counted by `version`; without the baseline, which may be large. */
export function planJson(plan: Plan, verdicts: readonly Verdict[]): Json {
  const { baseline: _, ...told } = plan;
  const blocked = verdicts.some(({ level }) => level === 'blocker');
  return plainJson({ version: 1, blocked, ...told, verdicts });
}

function nodesText({ nodes, options }: Plan): string {
  const rows = nodes.map((node, at) => [`${at + 1}.`, node.name, versions(node, options), standing(node, options)]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

/** `4.0.5  4.0.5-5 → 4.0.9-1`: what runs, and what happens to the package. */
function versions({ from, installed, candidate, standing }: NodePlan, { kind }: RunOptions): string {
  const runs = from === '' ? 'version unknown' : from;
  if (kind === 'restart') return runs;
  return standing === 'to-do' ? `${runs}  ${installed || '?'} → ${candidate ?? '?'}` : `${runs}  ${installed}`;
}

function standing({ standing, leaders, held }: NodePlan, { kind }: RunOptions): string {
  if (standing === 'done') return 'already done';
  const facts = [
    ...(standing === 'half-way' && kind === 'upgrade' ? ['installed, not restarted since'] : []),
    counted(leaders, 'leader'),
    ...(held ? ['package held'] : []),
  ];
  return facts.join(', ');
}

/** Package changes, Erlang's above all: said once for all nodes that have the same ones. */
function changesOf({ nodes }: Plan): string {
  const groups = new Map<string, string[]>();
  for (const { name, changes } of nodes.filter(({ standing, changes }) => standing === 'to-do' && changes.length > 0)) {
    const text = changesText(changes);
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  const lines = [...groups].map(([text, names]) => `${groups.size === 1 ? 'Packages' : names.join(', ')}: ${text}`);
  return lines.join('\n');
}

/** What each node goes through, in one sentence. */
function turnText({ kind, hookBefore, hookAfter, coldBackup, backupDir, soak, canary }: RunOptions): string {
  const steps = [
    'checked',
    ...(hookBefore === undefined ? [] : ['your hook']),
    'drained',
    'stopped',
    ...(coldBackup && backupDir !== undefined ? ['backed up'] : []),
    ...(kind === 'upgrade' ? ['upgraded'] : []),
    'started',
    'waited for until its replicas have caught up',
    ...(hookAfter === undefined ? [] : ['your hook']),
    ...(soak > 0 ? [`watched for ${soak} s`] : []),
  ];
  const stop = canary === undefined ? '' : ` After ${counted(canary, 'node')} the run stops and asks.`;
  return `Each node in turn: ${steps.join(', ')}.${stop}`;
}

function endText({ kind, featureFlags, khepri, hold }: RunOptions): string {
  const flags = {
    ask: 'feature flags that are off are listed, and turned on if you say yes',
    enable: 'feature flags that are off are turned on',
    leave: 'feature flags are left as they are',
  }[featureFlags];
  const parts = [
    ...(kind === 'upgrade' ? [flags + (khepri ? ', khepri_db too' : '')] : []),
    'leaders are spread over all nodes',
    'all is compared with how it is now',
    ...(hold ? ['the package stays held'] : []),
  ];
  return `In the end ${parts.join('; ')}.`;
}

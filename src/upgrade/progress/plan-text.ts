import { nothingToDo } from '../nothing-to-do.js';
import type { NodePlan, Plan } from '../plan.js';
import { changesMembers, isAboutOne, mayBeStopped } from '../run-kind.js';
import { type RunOptions, replacedNode } from '../run-options.js';
import type { Verdict } from '../verdict.js';
import { wordsOf } from './course-text.js';
import { changesText } from './package-text.js';
import { type Json, plainJson } from './plain-json.js';
import { verdictsText } from './verdict-text.js';
import { counted, paragraph, runTitle } from './words.js';

/** The plan as a person reads it before saying yes: what happens to which node in which order, what was found, what is asked later. Ends with a newline. */
export function planText(plan: Plan, verdicts: readonly Verdict[]): string {
  const { kind, target } = plan.options;
  const [only] = plan.nodes;
  const pace = plan.together === true ? 'side by side' : 'one at a time';
  const what = isAboutOne(kind) && only !== undefined ? only.name : `${counted(plan.nodes.length, 'node')}, ${pace}`;
  const named = runTitle({ kind, cluster: plan.cluster, target });
  const title = kind === 'restore' ? named : `${named}: ${what}`;
  // Whoever joins or leaves is no affair of one node alone, and definitions are of all.
  const others = changesMembers(kind) || kind === 'restore' ? 0 : plan.members.length - plan.nodes.length;
  const paragraphs = [
    others > 0 ? `${title}; ${counted(others, 'other member')} not touched` : title,
    nodesText(plan),
    changesOf(plan),
    plan.details?.join('\n') ?? '',
    nothingToDo(plan) ? '' : paragraph(wordsOf(kind).course(plan.options)),
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
  const runs = from === '' && !changesMembers(kind) && !mayBeStopped(kind) ? 'version unknown' : from;
  if (kind !== 'upgrade') return runs;
  return standing === 'to-do' ? `${runs}  ${installed || '?'} → ${candidate ?? '?'}` : `${runs}  ${installed}`;
}

function standing({ name, standing, leaders, held }: NodePlan, options: RunOptions): string {
  const { kind } = options;
  if (standing === 'done')
    return kind === 'stop-cluster' ? 'is down already' : kind === 'start-cluster' ? 'runs already' : 'already done';
  if (kind === 'start-cluster') return '';
  if (kind === 'restore' || kind === 'add-node' || kind === 'create-cluster') return '';
  const leaves = kind === 'remove-node' || name === replacedNode(options);
  if (kind === 'replace-node' && !leaves) return 'takes its place';
  if (leaves) return `${counted(leaders, 'queue')} with a copy there`;
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

import { overrides } from '../run-options.js';
import type { Verdict } from '../verdict.js';
import { type Grouped, grouped } from './grouped.js';
import { counted, paragraph } from './words.js';

/** What the checks found: blockers first, each with the way round it where there is one, then warnings; what is well is counted. */
export function verdictsText(verdicts: readonly Verdict[]): string {
  const of = (level: Verdict['level']) => verdicts.filter((verdict) => verdict.level === level);
  const blockers = grouped(of('blocker'), sameWords);
  const warnings = grouped(of('warning'), sameWords);
  const fine = [...new Set(of('ok').map(({ check }) => check))];
  const sections = [
    ...(blockers.length > 0
      ? [[`${counted(blockers.length, 'blocker')}: nothing is touched while there is one`, ...blockers.flatMap(lines)]]
      : []),
    ...(warnings.length > 0 ? [[counted(warnings.length, 'warning'), ...warnings.flatMap(lines)]] : []),
    ...(fine.length > 0 ? [[paragraph(`${counted(fine.length, 'check')} passed: ${fine.join(', ')}`)]] : []),
  ];
  return sections.map((section) => section.join('\n')).join('\n\n');
}

const sameWords = ({ check, message }: Verdict) => [check, message];

function lines({ said, nodes }: Grouped<Verdict>): readonly string[] {
  const { check, message, lasting, override, level } = said;
  const mark = level === 'blocker' ? '✗' : '!';
  const [first = '', ...more] = message.split('\n');
  return [
    `  ${mark} ${[check, nodes.join(', ')].filter(Boolean).join(' ')}: ${first}`,
    ...more.map((line) => `      ${line}`),
    ...(lasting === undefined ? [] : [`      ${lastingWords[lasting]}`]),
    ...(level === 'blocker' && override !== undefined ? [`      --allow-${override}: ${overrides[override]}`] : []),
  ];
}

const lastingWords = {
  structural: 'Waiting does not help: it lies in how the cluster is built.',
  transient: 'Waiting may help.',
} as const;

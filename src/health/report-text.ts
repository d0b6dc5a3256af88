import { visible } from '../format/visible.js';
import { type Grouped, grouped } from '../upgrade/progress/grouped.js';
import { type Paint, painter } from '../upgrade/progress/paint.js';
import { counted, paragraph } from '../upgrade/progress/words.js';
import type { Finding, NotChecked } from './finding.js';
import type { HealthReport } from './report.js';

/** For people: how it stands in a line, then the worst first, each with what to do; what is well is counted. */
export function reportText(report: HealthReport, colour: boolean): string {
  const paint = painter(colour);
  const { findings, passed, notChecked } = report;
  const of = (level: Finding['level']) =>
    grouped(
      findings.filter((finding) => finding.level === level),
      ({ check, message }) => [check, message],
    );
  const sections = [
    [heading(report, paint)],
    of('critical').flatMap((one) => lines(one, paint)),
    of('warning').flatMap((one) => lines(one, paint)),
    passed.length === 0
      ? []
      : [paint(paragraph(`${counted(passed.length, 'check')} passed: ${passed.join(', ')}`), 'faint')],
    notChecked.length === 0
      ? []
      : ['not checked', ...grouped(notChecked, ({ check, reason }) => [check, reason]).map(left)],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n');
}

function heading({ cluster, level, nodes, findings }: HealthReport, paint: Paint): string {
  const running = nodes.filter((node) => node.running).length;
  const count = (of: Finding['level']) => findings.filter((finding) => finding.level === of).length;
  const found = [
    ...(count('critical') > 0 ? [`${count('critical')} critical`] : []),
    ...(count('warning') > 0 ? [counted(count('warning'), 'warning')] : []),
  ];
  const word = paint(level, tones[level]);
  return `${visible(cluster)}: ${[word, `${running} of ${counted(nodes.length, 'node')} run`, ...found].join(', ')}`;
}

const tones = { ok: 'good', warning: 'active', critical: 'bad' } as const;

function lines({ said: { check, level, message, advice }, nodes }: Grouped<Finding>, paint: Paint): readonly string[] {
  const mark = paint(level === 'critical' ? '✗' : '!', tones[level]);
  const [first = ''] = nodes;
  const todo = nodes.length > 1 ? advice.replaceAll(first, 'NODE') : advice;
  return [
    `  ${mark} ${visible(about(check, nodes))}: ${visible(message)}`,
    ...todo.split('\n').map((line) => `      ${visible(line)}`),
  ];
}

const left = ({ said: { check, reason }, nodes }: Grouped<NotChecked>): string =>
  `  · ${visible(about(check, nodes))}: ${visible(reason)}`;

const about = (check: string, nodes: readonly string[]): string => [check, nodes.join(', ')].filter(Boolean).join(' ');

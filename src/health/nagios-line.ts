import { type Limits, worstOf } from './finding.js';
import type { HealthReport } from './report.js';

/** One line as Nagios and its like read them: the state, what is wrong, and behind a bar what was measured. */
export function nagiosLine(report: HealthReport, limits: Limits): string {
  const { cluster, level, nodes, findings, passed, notChecked } = report;
  const running = nodes.filter((node) => node.running).length;
  const worst = findings.filter((finding) => finding.level === worstOf(findings));
  const said = [
    ...worst.slice(0, 5).map(({ node, message }) => `${node === undefined ? '' : `${node} `}${message}`),
    ...(findings.length > worst.slice(0, 5).length ? [`${findings.length - worst.slice(0, 5).length} more`] : []),
    ...(findings.length === 0 ? [`${passed.length} checks passed`] : []),
    ...(notChecked.length > 0 ? [`${new Set(notChecked.map(({ check }) => check)).size} not checked`] : []),
  ];
  const text = `${cluster}: ${running} of ${nodes.length} nodes run; ${said.join('; ')}`;
  // A bar ends the text, and a line break the line.
  return `RABBITMQ ${level.toUpperCase()} - ${text.replaceAll('|', '/').replaceAll(/\s+/g, ' ')} | ${measured(report, limits)}`;
}

/** `'rabbit@mq1 memory'=12.5%;80;95;0;100`: label, value, warning, critical, least, most. */
function measured({ nodes, totals }: HealthReport, limits: Limits): string {
  const { warning, critical } = limits.memory;
  const ofNodes = nodes.flatMap(({ name, memory, disk }) => [
    ...(memory.used === undefined || !memory.limit
      ? []
      : [datum(`${name} memory`, `${((memory.used / memory.limit) * 100).toFixed(1)}%`, [warning, critical, 0, 100])]),
    ...(disk.free === undefined ? [] : [datum(`${name} disk free`, `${disk.free}B`, [])]),
  ]);
  const ofAll = Object.entries(totals).flatMap(([name, value]) =>
    value === undefined ? [] : [datum(name, value, [])],
  );
  return [datum('nodes', nodes.filter(({ running }) => running).length, []), ...ofAll, ...ofNodes].join(' ');
}

function datum(label: string, value: string | number, rest: readonly (number | undefined)[]): string {
  const name = label.replaceAll(/['=]/g, '_');
  return [`'${name}'=${value}`, ...rest.map((limit) => limit ?? '')].join(';');
}
